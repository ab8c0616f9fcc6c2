"""Japanese text helpers: pure Python, no Django, so that they can be read and property-tested alone."""
