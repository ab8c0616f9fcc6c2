"""Stock in the admin: how many there are, and how people move them."""
