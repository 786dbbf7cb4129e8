"""What every staff form has: our look, linked errors, and a refusal that keeps the text."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model

from toasoan.core.errors import ToasoanError
from toasoan.units.models import PressUnit

PLAIN = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)
MOMENT = "%Y-%m-%dT%H:%M"


class StaffForm(forms.Form):
    """A form whose fields carry the house's classes and whose refusals are errors."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.status = 200
        for field in self.fields.values():
            if not isinstance(field.widget, PLAIN):
                field.widget.attrs.setdefault("class", "in")

    def is_valid(self) -> bool:
        """Return whether the form may be used; if not, the answer is a 400."""
        valid = super().is_valid()
        if self.is_bound and not valid:
            self.status = 400
            for name in self.errors:
                if name in self.fields:
                    widget = self.fields[name].widget
                    widget.attrs["class"] = f"{widget.attrs.get('class', '')} bad-in"
        return valid

    def refuse(self, error: ToasoanError) -> None:
        """Show the service's refusal above the form; what was typed stays."""
        self.add_error(None, error.message)
        self.status = error.http_status


def moment_field(label: Any, **kwargs: Any) -> forms.DateTimeField:
    """Return a field for date and time with the browser's own picker."""
    return forms.DateTimeField(
        label=label,
        input_formats=[MOMENT, "%H:%M %d/%m/%Y", "%H:%M, %d/%m/%Y", "%d/%m/%Y %H:%M"],
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"}),
        **kwargs,
    )


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """Return a field for a day with the browser's own picker."""
    return forms.DateField(
        label=label,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        **kwargs,
    )


def person_field(label: Any, **kwargs: Any) -> "forms.ModelChoiceField[Any]":
    """Return a choice among people; the form says whom when it is made."""
    return forms.ModelChoiceField(
        label=label, queryset=get_user_model().objects.none(), **kwargs
    )


def text_area(rows: int = 3, **attrs: Any) -> forms.Textarea:
    """Return a text area of some rows."""
    return forms.Textarea(attrs={"rows": rows, **attrs})


class _ByShortName:
    def label_from_instance(self, unit: PressUnit) -> str:
        """Return the name people say."""
        return unit.short_name


class UnitField(_ByShortName, forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among units by the name people say."""


class UnitsField(_ByShortName, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several units by the names people say."""

    widget = forms.CheckboxSelectMultiple
