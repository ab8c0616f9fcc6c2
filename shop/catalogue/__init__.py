"""What can be bought: products, their variants and the files behind digital products."""
