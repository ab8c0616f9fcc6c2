"""Who checked which text, and when."""
