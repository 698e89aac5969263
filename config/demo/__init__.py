"""The demo content and how it comes into the database and out again."""
