"""Money, baskets and Stripe's messages in the admin: lists to read."""
