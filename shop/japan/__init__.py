"""Japanese names, addresses and telephone numbers, made uniform. Pure Python: no Django here."""
