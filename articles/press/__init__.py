"""The press: a page is drawn once per change of the site, not once per reader."""
