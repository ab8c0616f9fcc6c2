"""Editors' words to keep whole move here from the settings of the articles: the shop is set in phrases, too."""

from django.db import migrations


def move_words(apps, schema_editor):
    Typesetting = apps.get_model("base", "TypesettingSettings")
    Reading = apps.get_model("articles", "ReadingSettings")
    words = dict(Reading.objects.values_list("site_id", "kept_whole"))
    # Each site gets its row now: made by the first reader's request, it would be one more write while a page is drawn.
    for site_id in apps.get_model("wagtailcore", "Site").objects.values_list("pk", flat=True):
        Typesetting.objects.get_or_create(site_id=site_id, defaults={"kept_whole": words.get(site_id, "")})


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_tail_form_words"),
        ("base", "0001_initial"),
    ]

    operations = [migrations.RunPython(move_words, migrations.RunPython.noop)]
