"""Panels of the editor that ask the unit's profile: what shows, where, with which help.

The form has left hidden fields out already; here they are only not drawn. A hidden
field that holds something is drawn, with a word.
"""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    ObjectList,
    Panel,
    TitleFieldPanel,
)
from wagtail.blocks.stream_block import StreamValue

from toasoan.content.editing.article_form import SHOWN
from toasoan.content.editing.profiles import Needed, Rules
from toasoan.planning.models import Genre


def _help(form: Any, name: str, usual: str) -> str:
    """Return what stands under the field: the house's help, when it is needed."""
    rule = form.rule_of(name) if hasattr(form, "rule_of") else None
    if rule is None:
        return usual
    if name in form.unused:
        return _("Mẫu của đơn vị không dùng mục này. Xóa nội dung thì mục ẩn đi.")
    needed = Needed(rule.needed).label if rule.needed else ""
    words = str(rule.help_text or usual)
    if words and needed and words[-1].isalnum():
        words += "."
    return " ".join(part for part in (words, needed and f"{needed}.") if part)


class ProfileFieldPanel(FieldPanel):
    """A field that the profile may hide, need or explain."""

    class BoundPanel(FieldPanel.BoundPanel):
        """The panel for one article."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.bound_field is not None:
                usual: Any = self.help_text
                self.help_text: Any = _help(self.form, self.field_name, usual)


class ProfileTitlePanel(TitleFieldPanel):
    """The headline, with the profile's help."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        """The panel for one article."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.bound_field is not None:
                usual: Any = self.help_text
                self.help_text: Any = _help(self.form, self.field_name, usual)


class ProfileInlinePanel(InlinePanel):
    """Rows that the profile may hide."""

    class BoundPanel(InlinePanel.BoundPanel):
        """The panel for one article; without its rows in the form it is empty."""

        def __init__(self, **kwargs: Any) -> None:
            form, name = kwargs.get("form"), kwargs["panel"].relation_name
            self.is_left_out = form is not None and name not in form.formsets
            if self.is_left_out:
                Panel.BoundPanel.__init__(self, **kwargs)
                return
            super().__init__(**kwargs)
            if form is not None:
                usual: Any = self.help_text
                self.help_text: Any = _help(form, name, usual)

        def is_shown(self) -> bool:
            """Return whether the form has the rows."""
            return not self.is_left_out and bool(super().is_shown())


class ProfileObjectList(ObjectList):
    """A tab whose panels stand in the order of the profile."""

    class BoundPanel(ObjectList.BoundPanel):
        """The tab for one article."""

        @property
        def visible_children_with_identifiers(self) -> list[tuple[Any, str]]:
            """Return the panels in order; what no profile knows keeps its place on top."""
            found = super().visible_children_with_identifiers
            rules: Rules | None = getattr(self.form, "rules", None)
            if rules is None or rules.profile is None:
                return list(found)
            return sorted(found, key=lambda pair: _place(pair[0], rules))


def _place(panel: Any, rules: Rules) -> int:
    places = [rules.place_of(name) for name in _names(panel)]
    return min((place for place in places if place is not None), default=-1)


def _names(panel: Any) -> list[str]:
    """Return the fields that stand in the panel."""
    definition = panel.panel
    if hasattr(definition, "children"):
        return [name for child in panel.children for name in _names(child)]
    return [
        getattr(definition, attribute)
        for attribute in ("field_name", "relation_name")
        if hasattr(definition, attribute)
    ]


class ProfilePanel(Panel):
    """Which profile the editor follows, and that another genre follows another."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one article."""

        template_name = "content/staff/editor_profile.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the profile's lengths and which genre has which profile."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            rules = self.form.rules
            context |= {
                "rules": rules,
                "shown_name": SHOWN,
                "shown": self.form.shown,
                "asks": {
                    "title": rules.headline_max,
                    "sapo": rules.sapo_max,
                    "bodyMin": rules.body_min,
                    "bodyMax": rules.body_max,
                    "text": _text_label(self.instance.body),
                    "genres": _profiles_by_genre(self.instance),
                },
            }
            return context


def _text_label(body: StreamValue) -> str:
    """Return what Wagtail's list of blocks calls a plain paragraph."""
    return str(body.stream_block.child_blocks["text"].label)


def _profiles_by_genre(article: Any) -> dict[str, int]:
    """Return the key of the profile that each genre follows, 0 for the house's."""
    unit = getattr(article, "unit", None)
    if unit is None or not unit.content_profiles.exists():
        return {}
    own = dict(unit.content_profiles.values_list("genre", "pk"))
    rest = own.get(None, 0)
    keys = Genre.objects.values_list("pk", flat=True)
    return {"": rest, **{str(pk): own.get(pk, rest) for pk in keys}}
