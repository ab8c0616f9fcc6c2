"""The site's search: the page, words that mean the same, and the searches that found nothing."""
