"""What the admin shows and forbids beyond Wagtail's own."""
