"""Articles and people as schema.org nodes."""
