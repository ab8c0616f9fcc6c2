"""The headings under which the block picker lists the blocks, the same words in every editor."""

from django.utils.translation import gettext_lazy as _

HEADINGS = _("見出し")
TEXT = _("本文")
READER = _("読者へ")
LISTS = _("一覧")
GUIDES = _("案内")
PICTURES = _("図")
