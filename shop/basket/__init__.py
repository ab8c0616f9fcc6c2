"""What a shopper means to buy: kept for thirty days, without an account and without a session."""
