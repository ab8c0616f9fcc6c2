"""The attention inbox: what needs a person. Empty is normal."""
