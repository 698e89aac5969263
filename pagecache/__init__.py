"""Whole pages for anonymous readers, and the one call that makes them new."""

from pagecache.version import bump

__all__ = ["bump"]
