"""One module a screen: read through access and queries, write through actions, answer with a template."""
