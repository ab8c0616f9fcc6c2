"""Reading `Range:` headers (RFC 9110, 14). Pure Python."""

import re

_SHAPE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)


class UnsatisfiableError(ValueError):
    """The range lies outside the file: answer 416."""


def read_range(header: str, size: int) -> tuple[int, int] | None:
    """Return first and last byte of a single range over `size` bytes.

    None means "send the whole file": no header, several ranges, or a header that is not one, all of which a
    server may ignore. Raises UnsatisfiableError when the range begins after the end.
    """
    match = _SHAPE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        # The last n bytes.
        if int(last) == 0 or size == 0:
            raise UnsatisfiableError(header)
        return max(size - int(last), 0), size - 1
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    if last and int(last) < int(first):
        return None
    if start >= size:
        raise UnsatisfiableError(header)
    return start, end
