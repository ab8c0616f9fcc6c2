"""Products and variants in the admin."""
