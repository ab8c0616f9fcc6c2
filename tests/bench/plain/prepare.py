"""Makes the plain site: home → articles → topic → the article whose blocks are read from standard input (JSON)."""

import json
import sys
from io import BytesIO

import django


def main() -> None:
    """Print the path of the article."""
    django.setup()
    from django.core.files.images import ImageFile
    from django.core.management import call_command
    from PIL import Image as Pillow
    from wagtail.images.models import Image
    from wagtail.models import Page, Site

    from tests.bench.plain.models import PlainPage

    call_command("migrate", verbosity=0)
    blocks = json.load(sys.stdin)
    file = BytesIO()
    Pillow.new("RGB", (1200, 800), "#8fae9b").save(file, "WEBP")
    image = Image.objects.create(title="絵", file=ImageFile(BytesIO(file.getvalue()), "picture.webp"))
    body = [
        {"type": kind, "value": image.pk if kind == "picture" else value} for kind, value in blocks["body"]
    ]
    home = Site.objects.get().root_page or Page.objects.get(depth=2)
    index = home.add_child(instance=PlainPage(title="記事", slug="articles", show_in_menus=True, body=[]))
    topic = index.add_child(instance=PlainPage(title="テーマ", slug="topic", body=[]))
    for number in range(8):
        topic.add_child(instance=PlainPage(title=f"隣の記事{number}", slug=f"next-{number}", body=[]))
    article = topic.add_child(
        instance=PlainPage(title=blocks["title"], slug="article", body=json.dumps(body))
    )
    print(article.get_url())


if __name__ == "__main__":
    main()
