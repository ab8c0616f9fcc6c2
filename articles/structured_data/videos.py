"""The videos in a text as nodes: where they play, how long, and every word that is said in them."""

from wagtail.blocks import StreamValue

from toelab.base.structured_data.nodes import Node, node
from toelab.base.structured_data.site import SMALL, picture_node

DESCRIBED = 200
"""Characters of a transcript that describe its video."""


def videos_in(body: StreamValue, published: str | None) -> list[Node]:
    """Return a VideoObject for each video of the text. `published`, the article's own date, stands for the upload's.

    The picture is the poster, at the size that the facade shows; no query when renditions were fetched before.
    """
    videos = [child.value for child in body.blocks_by_name("video")]
    return [
        node(
            "VideoObject",
            name=video["title"],
            description=video["transcript"].plain[:DESCRIBED] or video["title"],
            thumbnailUrl=(picture_node(video["poster"], SMALL) or {}).get("url"),
            uploadDate=published,
            duration=video.duration,
            embedUrl=video.embed_url,
            url=video.watch_url,
            transcript=video["transcript"].plain,
        )
        for video in videos
        if video.video_id
    ]
