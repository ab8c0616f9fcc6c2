"""Person: an author or a reviewer with their qualifications."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index


class Person(index.Indexed, models.Model):
    """Somebody who answers for what an article says."""

    name = models.CharField(_("名前"), max_length=100, help_text=_("例:「湯浅慶朗」"))
    reading = models.CharField(_("よみ"), max_length=100, blank=True, help_text=_("例:「ゆあさ よしろう」"))
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
            [FieldPanel("name"), FieldPanel("reading"), FieldPanel("role"), FieldPanel("qualifications")],
            heading=_("名のり"),
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
