"""Bringing in what others know: outlines of districts, papers of councils."""
