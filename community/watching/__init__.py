"""What people follow, what has happened there, and how they hear of it."""
