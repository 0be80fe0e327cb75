"""The edge where texts come in. No database: what is read here is handed to the actions."""
