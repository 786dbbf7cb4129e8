"""The form behind the editor: only the unit's own topics and pen names."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from toasoan.content.models.pages import AuthorPage, TopicPage
from toasoan.units.models import PressUnit


class ArticleForm(WagtailAdminPageForm):  # type: ignore[misc]
    """An article's fields, kept to the unit it belongs to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = PressUnit.objects.filter(pk=self.instance.unit_id).first()
        home = getattr(unit, "home", None)
        if "topics" in self.fields:
            own = TopicPage.objects.none() if home is None else TopicPage.objects.live()
            if home is not None:
                own = own.descendant_of(home)
            self.fields["topics"].queryset = own
            self.fields["topics"].widget = forms.CheckboxSelectMultiple()
            self.fields["topics"].widget.choices = self.fields["topics"].choices
        if "sapo" in self.fields:
            self.fields["sapo"].widget.attrs["rows"] = 3

    def clean(self) -> dict[str, Any]:
        """Refuse pen names of another unit."""
        cleaned: dict[str, Any] = super().clean()
        bylines = self.formsets.get("bylines")
        home = self.instance.unit.home if self.instance.unit_id else None
        if bylines is None or home is None:
            return cleaned
        for row in bylines.forms:
            author = getattr(row, "cleaned_data", {}).get("author")
            if isinstance(author, AuthorPage) and not author.is_descendant_of(home):
                row.add_error("author", _("Bút danh của đơn vị khác. Chọn lại."))
                self.add_error(None, _("Có bút danh của đơn vị khác."))
        return cleaned
