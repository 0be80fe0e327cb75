"""The one app: from the article to the published verdict. docs/decisions/ and the README say where things are."""
