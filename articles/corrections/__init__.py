"""What was wrong in a published article, and when it was put right."""
