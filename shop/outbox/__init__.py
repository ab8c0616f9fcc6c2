"""What must leave the shop exactly as often as it was promised: mails, download rights, alerts."""
