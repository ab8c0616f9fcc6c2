"""Metadata: the shop's own keys on Stripe's objects."""


def merged(kept: dict[str, str], asked: dict[str, str] | str | None) -> dict[str, str]:
    """The metadata after a request: an empty value takes a key away, an empty string all of them."""
    if asked is None:
        return kept
    changed = kept | asked if isinstance(asked, dict) else {}
    return {key: value for key, value in changed.items() if value}
