"""What the law of mail-order selling asks a shop to say, as data that pages, mails and the checkout share."""
