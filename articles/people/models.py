"""Person: an author or a reviewer with their qualifications."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index


class Person(index.Indexed, ClusterableModel):
    """Somebody who answers for what an article says."""

    name = models.CharField(_("名前"), max_length=100, help_text=_("例:「湯浅慶朗」"))
    reading = models.CharField(_("よみ"), max_length=100, blank=True, help_text=_("例:「ゆあさ よしろう」"))
    slug = models.SlugField(
        _("アドレスの末尾"),
        unique=True,
        null=True,
        blank=True,
        help_text=_("紹介ページ /people/…/ の末尾。半角の英小文字とハイフン。空欄なら紹介ページは出ません。"),
    )
    role = models.CharField(
        _("肩書"),
        max_length=200,
        blank=True,
        help_text=_("名前にそえて出ます。例:「足指研究家・理学療法士」"),
    )
    qualifications = models.CharField(
        _("資格"),
        max_length=200,
        blank=True,
        help_text=_("監修記録に写されます。名乗れる資格だけを書いてください。例:「理学療法士」"),
    )
    affiliation = models.CharField(
        _("所属"), max_length=200, blank=True, help_text=_("例:「足指研究所」「○○整形外科 院長」")
    )
    profile = models.TextField(_("紹介"), blank=True, help_text=_("記事の終わりに出る2〜3文の紹介。"))
    photo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("写真・絵"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("reading"),
                FieldPanel("slug"),
                FieldPanel("role"),
                FieldPanel("qualifications"),
                FieldPanel("affiliation"),
            ],
            heading=_("名のり"),
        ),
        InlinePanel(
            "credentials",
            heading=_("資格の詳細"),
            label=_("資格"),
            help_text=_("紹介ページと検索エンジンに出ます。確かめられる番号があれば書いてください。"),
        ),
        MultiFieldPanel([FieldPanel("profile"), FieldPanel("photo")], heading=_("紹介")),
    ]
    search_fields = [index.AutocompleteField("name"), index.AutocompleteField("reading")]

    class Meta:
        verbose_name = _("人物")
        verbose_name_plural = _("人物")
        ordering = ["reading", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address of the page about this person; "" without one."""
        return reverse("person", args=[self.slug]) if self.slug else ""


class Credential(Orderable):
    """One qualification, with what a reader needs to look it up."""

    class Kind(models.TextChoices):
        LICENCE = "licence", _("国家資格")
        CERTIFICATE = "certificate", _("認定・専門の資格")
        DEGREE = "degree", _("学位")

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="credentials")
    kind = models.CharField(_("種類"), max_length=12, choices=Kind, default=Kind.LICENCE)
    name = models.CharField(_("名称"), max_length=100, help_text=_("例:「理学療法士」"))
    number = models.CharField(_("登録番号"), max_length=50, blank=True, help_text=_("例:「第12345号」"))
    issuer = models.CharField(_("出した機関"), max_length=100, blank=True, help_text=_("例:「厚生労働省」"))

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("name")]),
        FieldRowPanel([FieldPanel("number"), FieldPanel("issuer")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("資格")
        verbose_name_plural = _("資格")

    def __str__(self) -> str:
        return f"{self.name}（{self.number}）" if self.number else self.name
