"""The living style guide: every token and component with sample data."""
