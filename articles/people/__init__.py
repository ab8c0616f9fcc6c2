"""Authors and reviewers."""
