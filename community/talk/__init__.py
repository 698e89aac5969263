"""Comments below pages."""
