"""What is sold, as schema.org nodes."""
