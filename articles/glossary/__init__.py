"""用語集: hard words with their readings and explanations, and the way there from the articles."""
