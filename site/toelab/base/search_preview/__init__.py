"""What search engines will show of a page, shown to its editor."""
