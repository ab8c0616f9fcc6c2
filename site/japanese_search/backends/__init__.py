"""The index backends, one a database. `japanese_search.backend` picks; nothing is imported before it does."""
