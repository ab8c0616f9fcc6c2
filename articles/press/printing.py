"""A pressed page: its finished bytes, in every coding that browsers ask for, and what they were drawn from."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path
from typing import Any, Self

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

# Compressed once, sent many times: worth more effort than a web server spends per request.
GZIP_LEVEL = 9
BROTLI_QUALITY = 9
_REFUSED = re.compile(r"q=0(\.0*)?$")


@dataclass(frozen=True, slots=True)
class Print:
    """One page as readers get it. Out of date as soon as `drawn_from` differs from the present."""

    drawn_from: tuple[str, ...]
    any_source: bool
    content_type: str
    headers: tuple[tuple[str, str], ...]
    plain: bytes
    gzip: bytes
    br: bytes

    @classmethod
    def of(cls, response: HttpResponse, *, drawn_from: tuple[str, ...], any_source: bool) -> Self:
        """Press a rendered response."""
        own = ("content-type", "content-length")
        return cls(
            drawn_from=drawn_from,
            any_source=any_source,
            content_type=response["Content-Type"],
            headers=tuple((name, value) for name, value in response.items() if name.lower() not in own),
            plain=response.content,
            gzip=gzip.compress(response.content, GZIP_LEVEL, mtime=0),
            br=brotli.compress(response.content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY),
        )

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the page in the best coding that the reader's browser accepts.

        Compressed although the connection may be encrypted: the page holds nothing that belongs to one reader.
        """
        coding, content = next(
            (
                (name, content)
                for name, content in (("br", self.br), ("gzip", self.gzip))
                if accepts(request, name)
            ),
            ("", self.plain),
        )
        response = HttpResponse(content, content_type=self.content_type, headers=dict(self.headers))
        if coding:
            response["Content-Encoding"] = coding
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


def accepts(request: HttpRequest, coding: str) -> bool:
    """Whether the browser named `coding` in Accept-Encoding and did not refuse it by q=0 (RFC 9110, 12.5.3)."""
    for offer in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, weight = offer.partition(";")
        if name.strip() == coding:
            return not _REFUSED.search(weight.replace(" ", ""))
    return False


@once
def release() -> str:
    """Return a name for the templates and static files of this process's code.

    A shared cache outlives a deploy; pages drawn with yesterday's templates must not.
    """
    state = hashlib.blake2s(digest_size=8)
    folders: list[Any] = [*settings.TEMPLATES[0]["DIRS"], *settings.STATICFILES_DIRS]  # type: ignore[misc]
    for path in sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file()):
        found = path.stat()
        state.update(f"{path}|{found.st_mtime_ns}|{found.st_size}\n".encode())
    return state.hexdigest()
