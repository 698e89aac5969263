"""What is kept of an uploaded picture: its pixels, drawn anew, and nothing of its file."""
