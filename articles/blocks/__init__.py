"""The blocks of an article: one idea per file, composed in body.py."""
