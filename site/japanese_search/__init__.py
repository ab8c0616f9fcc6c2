"""Japanese full-text search for Wagtail and django-modelsearch. Start with README.md.

Imports nothing of the site it serves, so that it can be published alone.
"""
