"""Shapes only: what goes in and what comes out. Rules are in claims.workflow, writing is in claims.actions."""
