"""What the pages of entries, districts and topics show besides the entry itself."""
