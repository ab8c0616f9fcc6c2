"""/feed.xml: the newest articles with their full text."""
