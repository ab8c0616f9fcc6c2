"""The approaches and their order."""
