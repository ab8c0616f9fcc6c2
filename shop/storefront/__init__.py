"""The pages a shopper looks at: the list of products and each product's own page."""
