"""The three ways in which a foot gives way."""
