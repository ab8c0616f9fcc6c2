"""What the customer gets after paying: the order's page, mails and downloads."""
