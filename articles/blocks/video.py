"""動画: a video that sends nothing to anybody before it is asked for."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, StructValue

from articles.blocks.groups import INLINE_FEATURES, PICTURES
from articles.links.prose import ProseBlock
from toelab.base.blocks.images import NamedImageBlock, newest_picture

# What people copy: the address bar, the share button, the embed code's address, a short.
_ADDRESS = re.compile(
    r"(?:https?://)?(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#\s]*&)?v=|embed/|shorts/|live/)"
    r"|youtu\.be/)(?P<id>[A-Za-z0-9_-]{11})(?:[?&#/]\S*)?",
    re.ASCII,
)


_LENGTH = re.compile(r"(?:(\d+)時間)?(?:(\d+)分)?(?:(\d+)秒)?|(?:(\d+):)?(\d+):(\d\d)")


def iso_duration(length: str) -> str:
    """Return a length as people write it (3分20秒, 3:20) as ISO 8601 (PT3M20S), or "" for any other text."""
    found = _LENGTH.fullmatch(unicodedata.normalize("NFKC", length).replace(" ", ""))
    if not found or not any(found.groups()):
        return ""
    groups = found.groups()
    hours, minutes, seconds = groups[:3] if any(groups[:3]) else groups[3:]
    units = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    return "PT" + "".join(f"{int(number)}{unit}" for number, unit in units if number and int(number))


def youtube_id(address: str) -> str:
    """Return the id of the video at a YouTube address, or "" for any other text."""
    found = _ADDRESS.fullmatch(address.strip())
    return found["id"] if found else ""


class YouTubeBlock(CharBlock):
    """The address of a video on YouTube."""

    def clean(self, value: str) -> str:
        address = super().clean(value)
        if not youtube_id(address):
            raise ValidationError(
                _("YouTubeの動画のアドレスを貼ってください。例: https://www.youtube.com/watch?v=xxxxxxxxxxx")
            )
        return address


class VideoValue(StructValue):
    """A video and its two addresses."""

    @cached_property
    def video_id(self) -> str:
        """Its id at YouTube; "" while the address is none."""
        return youtube_id(self["address"])

    @property
    def watch_url(self) -> str:
        """Where it can be watched without this site's script."""
        return f"https://www.youtube.com/watch?v={self.video_id}"

    @property
    def duration(self) -> str:
        """Its length for machines, or "" when the editor's words are no length."""
        return iso_duration(self["length"] or "")

    @property
    def embed_url(self) -> str:
        """What the script loads into the page after the click: the player that sets no cookie before it plays."""
        return f"https://www.youtube-nocookie.com/embed/{self.video_id}?autoplay=1"


class VideoBlock(StructBlock):
    """Our own picture with a play button; the player comes with the click. The words stand below for everyone."""

    title = CharBlock(label=_("動画の題"), help_text=_("例:「ひろのば体操のやり方」"))
    address = YouTubeBlock(
        label=_("YouTubeのアドレス"), search_index=False, help_text=_("動画のページからコピーして貼ります。")
    )
    poster = NamedImageBlock(
        label=_("再生前の絵"), help_text=_("再生されるまで、この絵だけが出ます。横長の絵を選んでください。")
    )
    length = CharBlock(required=False, max_length=20, label=_("長さ"), help_text=_("例:「3分20秒」"))
    transcript = ProseBlock(
        features=INLINE_FEATURES,
        label=_("文字での内容"),
        help_text=_("音を出せない方、見えない方、急いでいる方のために、話していることを書きます。"),
    )

    def get_preview_value(self) -> Any:
        """Show the newest picture of the library as the poster."""
        return self.to_python(
            {
                "title": "ひろのば体操のやり方",
                "address": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
                "poster": newest_picture(),
                "length": "3分20秒",
                "transcript": "<p>足の指の間に、手の指を浅く入れます。</p>",
            }
        )

    class Meta:
        icon = "media"
        label = _("動画")
        label_format = "{title}"
        group = PICTURES
        description = _("YouTubeの動画。再生ボタンが押されるまで、外部には何も送りません。")
        template = "blocks/video.html"
        value_class = VideoValue
