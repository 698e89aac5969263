"""What people type into the forms of the directory. Meaning is checked by the services."""
