"""What an item of one unit and genre is asked for: its own profile, or the house's."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toasoan.content.models import ArticlePage, ContentProfile, ProfileField
from toasoan.content.models.profiles import HEADLINE_MAX, SAPO_SYLLABLES_MAX
from toasoan.planning.models import Genre
from toasoan.units.models import PressUnit

Needed = ProfileField.Needed
# News in brief (tin) may go out without a picture.
BRIEF = "tin"


@dataclass(frozen=True)
class FieldKind:
    """A field that a profile may speak of.

    Attributes:
        name: the field of the article; an anchor of its editor.
        label: as it is called in the editor.
        missing: what is said where it is needed and empty; "" where it cannot be.
        is_fixed: whether every item has it; no profile hides it.
        needed: from which step the house needs it, whatever a unit has not said.
    """

    name: str
    label: str | Promise
    missing: str | Promise = ""
    is_fixed: bool = False
    needed: str = Needed.NEVER


# In the order in which an editor mends what is missing.
KINDS = {
    kind.name: kind
    for kind in (
        FieldKind(
            "title",
            _("Tít"),
            _("Thiếu tít. Viết tít."),
            is_fixed=True,
            needed=Needed.SUBMIT,
        ),
        FieldKind(
            "sapo", _("Sapo"), _("Thiếu sapo. Viết sapo."), needed=Needed.PUBLISH
        ),
        FieldKind(
            "body",
            _("Nội dung"),
            _("Bài chưa có nội dung. Viết nội dung."),
            is_fixed=True,
            needed=Needed.SUBMIT,
        ),
        FieldKind(
            "genre",
            _("Thể loại"),
            _("Chưa chọn thể loại. Chọn thể loại."),
            is_fixed=True,
            needed=Needed.PUBLISH,
        ),
        FieldKind(
            "subject",
            _("Lĩnh vực"),
            _("Chưa chọn lĩnh vực. Chọn lĩnh vực."),
            needed=Needed.PUBLISH,
        ),
        FieldKind(
            "bylines",
            _("Bút danh"),
            _("Chưa ghi bút danh. Thêm bút danh."),
            needed=Needed.PUBLISH,
        ),
        FieldKind(
            "lead_photo",
            _("Ảnh đại diện"),
            _("Thiếu ảnh đại diện. Thêm ảnh."),
            needed=Needed.PUBLISH,
        ),
        FieldKind(
            "lead_caption",
            _("Chú thích ảnh"),
            _("Thiếu chú thích ảnh. Viết chú thích."),
        ),
        FieldKind("short_headline", _("Tít ngắn"), _("Thiếu tít ngắn. Viết tít ngắn.")),
        FieldKind("layout", _("Cách trình bày")),
        FieldKind("tags", _("Từ khóa"), _("Thiếu từ khóa. Thêm từ khóa.")),
        FieldKind(
            "topics",
            _("Dòng sự kiện"),
            _("Chưa chọn dòng sự kiện. Chọn dòng sự kiện."),
        ),
        FieldKind("source", _("Nguồn"), _("Chưa ghi nguồn. Ghi nguồn.")),
        FieldKind(
            "ai_note",
            _("Nhãn trí tuệ nhân tạo"),
            _("Thiếu nhãn trí tuệ nhân tạo. Ghi công cụ đã làm gì."),
        ),
        FieldKind(
            "search_description",
            _("Mô tả cho máy tìm kiếm"),
            _("Thiếu mô tả cho máy tìm kiếm. Viết mô tả."),
        ),
        FieldKind(
            "canonical", _("Địa chỉ gốc"), _("Thiếu địa chỉ gốc. Ghi địa chỉ gốc.")
        ),
    )
}
# As they stand in the editor where no profile orders them.
EDITOR_ORDER = (
    "title",
    "short_headline",
    "sapo",
    "body",
    "lead_photo",
    "lead_caption",
    "layout",
    "bylines",
    "genre",
    "subject",
    "tags",
    "topics",
    "source",
    "ai_note",
    "search_description",
    "canonical",
)


@dataclass(frozen=True)
class FieldRule:
    """What one profile says of one field."""

    name: str
    is_shown: bool = True
    needed: str = Needed.NEVER
    help_text: str = ""

    @property
    def kind(self) -> FieldKind:
        """What the field is."""
        return KINDS[self.name]


@dataclass(frozen=True)
class Rules:
    """What is asked of an item; without a profile it is what the house asks.

    Attributes:
        fields: each field's rule, in the order of the editor.
        profile: where it is written down, or None.
        body_min, body_max: syllables of the body alone.
        pictures_min: photos in the article, the lead's among them.
        blocks: what is offered for the body; empty for all there are.
    """

    fields: tuple[FieldRule, ...]
    profile: ContentProfile | None = None
    headline_max: int = HEADLINE_MAX
    sapo_max: int = SAPO_SYLLABLES_MAX
    body_min: int | None = None
    body_max: int | None = None
    pictures_min: int = 0
    blocks: tuple[str, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, FieldRule]:
        """The rules by the name of their field."""
        return {rule.name: rule for rule in self.fields}

    @property
    def needed(self) -> list[FieldRule]:
        """The fields that must be filled, in the order in which one mends them."""
        return [self.by_name[name] for name in KINDS if self.by_name[name].needed]

    def place_of(self, name: str) -> int | None:
        """Return where the field stands in the editor, or None if no rule says."""
        names = [rule.name for rule in self.fields]
        return names.index(name) if name in names else None


def rules_for(unit: PressUnit | None, genre: Genre | None) -> Rules:
    """Return what the unit asks of an item of the genre.

    The genre's own profile, else the unit's for all others, else the house's.
    """
    profile = profile_for(unit, genre) if unit is not None else None
    return rules_of(profile) if profile else rules_default(genre)


def profile_for(unit: PressUnit, genre: Genre | None) -> ContentProfile | None:
    """Return the profile that speaks for the genre in the unit, or None."""
    found = {
        profile.genre_id: profile
        for profile in ContentProfile.objects.filter(unit=unit).prefetch_related(
            "fields"
        )
    }
    return found.get(genre.pk if genre else None) or found.get(None)


def rules_default(genre: Genre | None) -> Rules:
    """Return what the house asks of the genre where the unit has said nothing."""
    is_brief = genre is not None and genre.code == BRIEF
    waived = {"lead_photo"} if is_brief else set()
    return Rules(
        tuple(
            FieldRule(name, needed="" if name in waived else KINDS[name].needed)
            for name in EDITOR_ORDER
        )
    )


def rules_of(profile: ContentProfile) -> Rules:
    """Return what the profile says; of a field it does not know, what the house says."""
    rows = {row.name: row for row in profile.fields.all() if row.name in KINDS}
    named = [_rule(row) for row in sorted(rows.values(), key=lambda row: row.order)]
    rest = [r for r in rules_default(profile.genre).fields if r.name not in rows]
    return Rules(
        fields=(*named, *rest),
        profile=profile,
        headline_max=profile.headline_max,
        sapo_max=profile.sapo_max,
        body_min=profile.body_min,
        body_max=profile.body_max,
        pictures_min=profile.pictures_min,
        blocks=tuple(profile.blocks),
    )


def _rule(row: ProfileField) -> FieldRule:
    return FieldRule(row.name, row.is_shown, row.needed, row.help_text)


# --- What an article has ----------------------------------------------------------

_MANY = ("bylines", "tags", "topics")
_KEYS = ("genre", "subject", "lead_photo")


def is_filled(article: ArticlePage, name: str) -> bool:
    """Return whether the field holds what a profile may need."""
    return bool(_VALUES.get(name, _plain_value)(article, name))


def has_content(article: ArticlePage, name: str) -> bool:
    """Return whether something would be out of sight if the field were hidden."""
    if name == "layout":
        return article.layout != ArticlePage.Layout.STANDARD
    if name == "lead_caption":
        return bool(article.lead_caption)
    return is_filled(article, name)


def _plain_value(article: ArticlePage, name: str) -> Any:
    return getattr(article, name)


def _many_value(article: ArticlePage, name: str) -> Any:
    return len(getattr(article, name).all())


def _key_value(article: ArticlePage, name: str) -> Any:
    return getattr(article, f"{name}_id")


def _caption(article: ArticlePage, _name: str) -> Any:
    # Without a photo it is the photo that is missing.
    photo = article.lead_photo
    return photo is None or article.lead_caption or photo.caption


_VALUES: dict[str, Callable[[ArticlePage, str], Any]] = {
    **dict.fromkeys(_MANY, _many_value),
    **dict.fromkeys(_KEYS, _key_value),
    "body": lambda article, _name: len(article.body),
    "lead_caption": _caption,
}
