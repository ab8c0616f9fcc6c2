"""The Markdown twin of what people read: /articles/…/slug.md beside /articles/…/slug/."""
