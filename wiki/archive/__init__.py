"""The wiki as files that are read without it: Markdown with its pictures, written and read back."""
