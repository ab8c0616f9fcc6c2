"""What a page says to machines: one JSON-LD graph of schema.org nodes, made from the models."""
