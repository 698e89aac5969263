"""Whole pages for anonymous readers, and the one call that makes them new."""

from pagecache.shown import shows_also, shows_only
from pagecache.version import bump

__all__ = ["bump", "shows_also", "shows_only"]
