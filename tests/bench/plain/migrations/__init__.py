"""Tables of the plain site."""
