"""What the whole site says to machines: sitemap, robots.txt, llms.txt."""
