"""Lists of entries: which rows, narrowed by what, counted how, and how they leave as files."""
