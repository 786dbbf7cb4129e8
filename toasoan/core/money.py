"""Money is a whole number of đồng."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

NBSP = "\u00a0"
MINUS = "\u2212"
# A dot groups three digits: 49.000; a space may too. There is no fraction of a đồng.
AMOUNT = re.compile(r"([-\u2212])?(\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d+)")
UNIT = re.compile(r"\s*(?:đồng|đ|₫|vnd|vnđ)\.?$", re.IGNORECASE)


class MoneyUnclear(ValueError):
    """The text is not one amount of đồng."""


def digits_group(number: int) -> str:
    """Return "1.234.567", with a true minus sign when negative."""
    grouped = f"{abs(number):,}".replace(",", ".")
    return f"{MINUS}{grouped}" if number < 0 else grouped


def money_format(amount: int) -> str:
    """Return "49.000 đồng", for running text."""
    return f"{digits_group(amount)} đồng"


def money_format_short(amount: int) -> str:
    """Return "49.000 đ" with a no-break space, for tight tables."""
    return f"{digits_group(amount)}{NBSP}đ"


def money_parse(text: str) -> int:
    """Return 49000 for "49.000", "49 000 đ" or "49000 đồng".

    Raises:
        MoneyUnclear: a comma, a stray dot, or no number at all.
    """
    bare = UNIT.sub("", " ".join(text.split()))
    found = AMOUNT.fullmatch(bare)
    if not found:
        raise MoneyUnclear(text)
    number = int(found[2].replace(".", "").replace(" ", ""))
    return -number if found[1] else number


class VndFormField(forms.IntegerField):
    """A form field that reads 49.000 as forty-nine thousand."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        """Return the amount.

        Raises:
            ValidationError: the text is not one amount.
        """
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        try:
            return money_parse(str(value))
        except MoneyUnclear as err:
            raise ValidationError(
                _("Ghi số tiền bằng đồng, ví dụ 49.000"), code="invalid"
            ) from err

    def prepare_value(self, value: Any) -> Any:
        """Return the amount as people write it."""
        return digits_group(value) if isinstance(value, int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return attributes that bring up a number pad without forbidding dots."""
        return {**super().widget_attrs(widget), "inputmode": "numeric"}


class VndField(models.BigIntegerField):  # type: ignore[type-arg]
    """A model field of whole đồng."""

    def formfield(self, **kwargs: Any) -> Any:
        """Return a field that reads and shows dots."""
        # IntegerField.formfield would set min_value from the column's range.
        return models.Field.formfield(self, **{"form_class": VndFormField, **kwargs})
