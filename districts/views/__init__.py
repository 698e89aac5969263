"""What the addresses of this app show."""
