"""The two forms of a stock-take from a file: choosing the file, and applying what the dry run showed."""

import csv
import io
import uuid
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from shop.staff.spreadsheets import BYTE_ORDER_MARK, harmless
from shop.staff.stock.figures import stock_with_names
from shop.stock.taking.judging import DryRun
from shop.stock.taking.reading import HEADINGS, MAX_BYTES, SheetError, SheetRow, read_sheet

SALT = "shop.stock.sheet"


def template_csv() -> bytes:
    """Return the sheet to fill in: every SKU with its counts of now, 数えた数 empty. Opens well in Excel."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for stock in stock_with_names():
        variant = stock.variant
        texts = (variant.sku, variant.product.name, variant.size, variant.colour)
        writer.writerow([*map(harmless, texts), stock.on_hand, stock.reserved, ""])
    return BYTE_ORDER_MARK + out.getvalue().encode()


class SheetForm(forms.Form):
    """Chooses the counted sheet. `rows` are those of a good file."""

    sheet = forms.FileField(
        label=_("数えた数を入れたCSVファイル"),
        allow_empty_file=True,
        help_text=_("1MBまで。アップロードしても、確認の画面が出るだけで、在庫はまだ動きません。"),
        error_messages={
            "required": _("CSVファイルを選んでください。"),
            "invalid": _("CSVファイルを選んでください。"),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_sheet(self) -> UploadedFile:
        """Read the file; the error says what is wrong with it as a whole."""
        file: UploadedFile = self.cleaned_data["sheet"]
        try:
            self.rows = read_sheet(file.read(MAX_BYTES + 1))
        except SheetError as error:
            raise ValidationError(str(error)) from error
        return file


class ApplySheetForm(forms.Form):
    """Carries the rows of the dry run, the counts it showed and the key that makes it happen once."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=200,
        help_text=_("すべての動きの履歴に残ります。例: 11月末の棚卸し"),
        error_messages={"required": _("在庫を動かす理由を入力してください。")},
    )
    carried = forms.CharField(widget=forms.HiddenInput)

    def clean_carried(self) -> str:
        """Unpack what the dry run carried; nobody but this site can have written it."""
        carried: str = self.cleaned_data["carried"]
        try:
            key, rows, self.seen = signing.loads(carried, salt=SALT)
        except signing.BadSignature as error:
            raise ValidationError(
                _("確認した内容が壊れています。もう一度アップロードしてください。")
            ) from error
        self.key = str(key)
        self.rows = [SheetRow(*row) for row in rows]
        return carried


def carry(rows: list[SheetRow], dry_run: DryRun, key: str = "") -> str:
    """Return `rows`, what `dry_run` showed of each and `key` (a new one for "") as one text for the form."""
    seen = {row.sku: row.known.on_hand for row in dry_run.rows if row.known}
    content: tuple[Any, ...] = (
        key or str(uuid.uuid4()),
        [(row.line, row.sku, row.counted, row.on_hand, row.too_long) for row in rows],
        seen,
    )
    return signing.dumps(content, salt=SALT, compress=True)
