"""The way in for somebody who knows only what hurts."""
