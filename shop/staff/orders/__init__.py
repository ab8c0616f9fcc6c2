"""Orders in the admin: to read, to find, to export, and the few things that can be done to one."""
