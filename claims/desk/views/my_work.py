"""My work: the page after signing in."""
