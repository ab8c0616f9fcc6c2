"""What the blocks of every room have in common: where the picker lists them, what it says, how they take pictures."""
