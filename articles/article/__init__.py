"""The article page itself."""
