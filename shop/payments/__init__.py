"""Money: everything between an order and Stripe. The only room that imports `stripe`."""
