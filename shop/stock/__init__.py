"""How many of each variant there are, how many are promised, and every change of either."""
