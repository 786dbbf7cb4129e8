"""The form behind the editor: only the unit's own topics and pen names."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model

from toasoan.content.models.pages import AuthorPage, TopicPage
from toasoan.content.page_form import KnownThingsForm
from toasoan.units.models import Membership, PressUnit
from toasoan.units.selectors import unit_of_page


class ArticleForm(KnownThingsForm):
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
        for row in self.formsets["bylines"].forms if "bylines" in self.formsets else []:
            row.fields["author"].queryset = (
                AuthorPage.objects.none()
                if home is None
                else AuthorPage.objects.descendant_of(home)
            )


class AuthorForm(KnownThingsForm):
    """A pen name's fields: it may only belong to a person of the unit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.parent_page or self.instance.get_parent()
        unit = unit_of_page(place) if place is not None else None
        if "user" in self.fields:
            self.fields["user"].queryset = (
                get_user_model().objects.none()
                if unit is None
                else get_user_model().objects.filter(
                    pk__in=Membership.objects.filter(
                        organisation=unit.organisation
                    ).values("user")
                )
            )
