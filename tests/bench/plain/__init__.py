"""What `wagtail start` and an afternoon would make: one page type, one StreamField. Only for comparison."""
