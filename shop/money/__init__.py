"""Money is integer yen, tax included. Pure Python: no Django here."""
