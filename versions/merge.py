"""Merging three ways: texts and sets of fields. See ``textmerge`` and ``fields`` for the how."""

from versions.fields import FieldConflict, FieldsMerge, merge_fields
from versions.textmerge import Agreed, Choice, Conflict, Merge, MergedChunk, merge

__all__ = [
    "Agreed",
    "Choice",
    "Conflict",
    "FieldConflict",
    "FieldsMerge",
    "Merge",
    "MergedChunk",
    "merge",
    "merge_fields",
]
