"""The database as an engine: an honest stand-in for towns without a search server."""
