"""The journal of changes that pressed pages are compared with."""

from django.db import migrations, models

import articles.press.models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0002_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.BigIntegerField(default=articles.press.models._token, editable=False)),
            ],
            options={
                'verbose_name': '公開内容の変更',
                'verbose_name_plural': '公開内容の変更',
            },
        ),
    ]
