"""What was ordered, by whom, in which state, and everything that happened to it."""
