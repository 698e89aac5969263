"""What waits to be written in the wiki: one list for each kind of work, all in one shape."""
