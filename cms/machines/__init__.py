"""What browsers, search engines and feed readers ask for."""
