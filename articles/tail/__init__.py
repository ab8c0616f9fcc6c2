"""What stands at the end of every article, kept once."""
