"""Words that an editor keeps together in headings."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0030_press'),
    ]

    operations = [
        migrations.AddField(
            model_name='readingsettings',
            name='kept_whole',
            field=models.TextField(blank=True, default='', help_text='1行に1語。見出しやカードの題名は文節で改行されます。おかしな所で折れる語があれば、ここに書くと一続きになります。例:「座るのがつらい」', verbose_name='途中で改行しない語'),
            preserve_default=False,
        ),
    ]
