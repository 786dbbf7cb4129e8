"""The form behind the editor: the unit's own topics and pen names, its profile's fields."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from wagtail.blocks.base import BlockWidget

from toasoan.content.editing.offered_blocks import OfferedBody
from toasoan.content.editing.page_form import KnownThingsForm
from toasoan.content.editing.profiles import KINDS, FieldRule, has_content, rules_for
from toasoan.content.models.pages import AuthorPage, TopicPage
from toasoan.units.models import Membership
from toasoan.units.selectors import unit_of_page

# Which fields the form had when it was drawn: what was not there was not emptied.
SHOWN = "profile_fields"


class ArticleForm(KnownThingsForm):
    """An article's fields, kept to the unit it belongs to and to what it asks for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.instance.unit if self.instance.unit_id else None
        self.rules = rules_for(unit, self.instance.genre)
        self.unused = frozenset(self._unused())
        for name in [*self._left_out()]:
            self.fields.pop(name, None)
            self.formsets.pop(name, None)
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
        if "body" in self.fields and self.rules.blocks:
            body = OfferedBody(self.fields["body"].block, self.rules.blocks)
            self.fields["body"].widget = BlockWidget(body)
        for row in self.formsets["bylines"].forms if "bylines" in self.formsets else []:
            row.fields["author"].queryset = (
                AuthorPage.objects.none()
                if home is None
                else AuthorPage.objects.descendant_of(home)
            )

    @property
    def shown(self) -> str:
        """The fields of the profile that are in this form, as it sends them back."""
        return " ".join(n for n in KINDS if n in self.fields or n in self.formsets)

    def rule_of(self, name: str) -> FieldRule | None:
        """Return what the unit's own profile says of the field, if it has one."""
        return self.rules.by_name.get(name) if self.rules.profile else None

    def _unused(self) -> Iterator[str]:
        """Yield the fields the profile hides, though some may hold something."""
        for rule in self.rules.fields:
            if not rule.is_shown and not rule.kind.is_fixed:
                yield rule.name

    def _left_out(self) -> Iterator[str]:
        """Yield the fields that were not, or are not to be, on the screen.

        What came in is read by what was on the screen then; the profile may have
        changed since.
        """
        if self.is_bound and SHOWN in self.data:
            drawn = set(self.data[SHOWN].split())
            for kind in KINDS.values():
                if not kind.is_fixed and kind.name not in drawn:
                    yield kind.name
            return
        for name in self.unused:
            if not has_content(self.instance, name) and not self._came_in(name):
                yield name

    def _came_in(self, name: str) -> bool:
        return self.is_bound and (
            name in self.data or f"{name}-TOTAL_FORMS" in self.data
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
