"""The views: thin. They read through claims.queries.api and write through claims.actions."""
