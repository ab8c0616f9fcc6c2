"""The list of articles and the topics in it."""
