"""From the basket to Stripe: address, the last confirmation the law asks for, and the way back."""
