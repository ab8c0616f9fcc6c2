"""The recommendation: which approach to start with, by condition."""
