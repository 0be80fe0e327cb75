"""The sample newsroom: invented stories and an invented fact desk at work on them. Only for the embedded default."""
