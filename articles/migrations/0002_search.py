"""Tables of the search, with the words that readers of this site mix up from the first day on."""

import django.utils.timezone
from django.db import migrations, models

GROUPS = [
    ['坐骨神経痛', '座骨神経痛', 'ざこつしんけいつう'],
    ['坐骨', '座骨', 'ざこつ'],
    ['浮き指', 'うきゆび', '浮指'],
    ['屈み指', 'かがみ指', 'かがみゆび'],
    ['外反母趾', 'がいはんぼし', '外反拇趾'],
    ['内反小趾', 'ないはんしょうし'],
    ['足指', '足趾', 'あしゆび'],
    ['仙腸関節', 'せんちょうかんせつ'],
    ['股関節', 'こかんせつ'],
    ['脊柱管狭窄症', 'せきちゅうかんきょうさくしょう'],
    ['足底筋膜炎', '足底腱膜炎', 'そくていきんまくえん'],
    ['腰痛', 'ようつう'],
    ['膝', 'ひざ'],
    ['しびれ', '痺れ'],
    ['肩こり', '肩凝り'],
    ['巻き爪', 'まきづめ'],
    ['靴下', 'くつした', 'ソックス'],
    ['体操', 'エクササイズ'],
    ['歩き方', 'ウォーキング'],
]


def add_groups(apps, schema_editor):
    synonyms = apps.get_model('articles', 'Synonym').objects.using(schema_editor.connection.alias)
    synonyms.bulk_create(synonyms.model(words='\n'.join(group)) for group in GROUPS)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FailedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=100, unique=True, verbose_name='探された言葉')),
                ('times', models.PositiveIntegerField(default=1, verbose_name='回数')),
                ('last_seen', models.DateTimeField(default=django.utils.timezone.now, verbose_name='最後に探された日時')),
            ],
            options={
                'verbose_name': '見つからなかった検索',
                'verbose_name_plural': '見つからなかった検索',
                'ordering': ['-times', '-last_seen'],
            },
        ),
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(help_text='1行に1語。どの語で検索しても、すべての語のページが見つかります。よみがなや表記ゆれも書けます。例:「浮き指」「うきゆび」「浮指」を3行で。カタカナとひらがな、全角と半角の違いは書かなくて大丈夫です。', verbose_name='同じ意味の語')),
            ],
            options={
                'verbose_name': '検索の同義語',
                'verbose_name_plural': '検索の同義語',
                'ordering': ['words'],
            },
        ),
        migrations.RunPython(add_groups, migrations.RunPython.noop),
    ]
