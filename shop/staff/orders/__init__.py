"""Orders in the admin: to read, to find, to export. Nothing here changes an order."""
