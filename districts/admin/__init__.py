"""What staff see of the directory in the admin: lists, what they do with many at once, reports."""
