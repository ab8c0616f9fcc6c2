"""Handing over files: a button makes a five-minute link, the link streams the file, in parts if asked.

Opening a page or a link never counts: mail scanners and prefetching browsers do that.
"""

from collections.abc import Iterator
from mimetypes import guess_type

from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shop.delivery.grants import NoDownloadsLeftError, make_token, read_token
from shop.delivery.models import DownloadGrant
from shop.delivery.ranges import UnsatisfiableError, read_range
from shop.http import personal, see_other
from toelab.base.origin import same_origin_post

CHUNK = 64 * 1024


@personal
@require_POST
@same_origin_post
def begin(request: HttpRequest, token: str, grant: int) -> HttpResponse:
    """Use one download of an order's grant and lead to the file; say so when none is left (410)."""
    found = get_object_or_404(
        DownloadGrant.objects.select_related("line"), pk=grant, line__order__token=token
    )
    try:
        link = make_token(found)
    except NoDownloadsLeftError:
        return render(request, "shop/orders/no_downloads_left.html", {"token": token}, status=410)
    return see_other("download", link)


@never_cache
@require_safe
def download(request: HttpRequest, token: str) -> HttpResponseBase:
    """Stream the file behind a fresh token; 410 with a way back for an old one."""
    grant = read_token(token)
    if grant is None:
        return render(request, "shop/orders/link_expired.html", status=410)
    file = grant.file.file
    size, etag = file.size, f'"{grant.file_id}-{grant.file.version}-{file.size}"'
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        wanted = ""
    try:
        part = read_range(wanted, size)
    except UnsatisfiableError:
        response: HttpResponseBase = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    first, last = part or (0, size - 1)
    response = StreamingHttpResponse(
        [] if request.method == "HEAD" else _chunks(file, first, last),
        status=206 if part else 200,
        content_type=guess_type(grant.file.filename)[0] or "application/octet-stream",
    )
    if part:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Content-Disposition"] = content_disposition_header(True, grant.file.filename) or "attachment"  # noqa: FBT003
    response["Referrer-Policy"] = "no-referrer"
    return response


def _chunks(file: FieldFile, first: int, last: int) -> Iterator[bytes]:
    """Open the file only when the first byte is asked for: an answer nobody reads leaves nothing open."""
    with file.storage.open(str(file.name)) as source:
        source.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := source.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
