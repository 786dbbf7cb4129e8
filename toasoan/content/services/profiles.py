"""What a unit asks of each genre, kept by who manages or publishes. Each write is audited."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from toasoan.content.access import profiles_require
from toasoan.content.blocks import BodyBlock
from toasoan.content.editing.profiles import (
    KINDS,
    FieldRule,
    Needed,
    rules_for,
    rules_of,
)
from toasoan.content.errors import ProfileWrong
from toasoan.content.models import ContentProfile, ProfileField
from toasoan.content.models.profiles import HELP_MAX
from toasoan.core.text import nfc
from toasoan.planning.models import Genre
from toasoan.security.services import audit_record
from toasoan.units.models import PressUnit

LENGTHS = ("headline_max", "sapo_max", "body_min", "body_max", "pictures_min")
# (least, most): what a headline's and a sapo's column can hold, and what is sane.
BOUNDS = {
    "headline_max": (20, 255),
    "sapo_max": (5, 200),
    "body_min": (1, 50_000),
    "body_max": (1, 50_000),
    "pictures_min": (0, 30),
}
BLOCKS = tuple(BodyBlock.base_blocks)


@transaction.atomic
def profile_add(*, unit: PressUnit, genre: Genre | None, by: Any) -> ContentProfile:
    """Give the genre a profile of its own, beginning as what is asked of it today.

    Without a genre it is the profile of all genres that have none.

    Raises:
        NotAllowed: `by` neither manages the unit nor publishes there.
        ProfileWrong: there is one already.
    """
    profiles_require(by, unit)
    rules = rules_for(unit, genre)
    profile = ContentProfile(unit=unit, genre=genre, changed_by=by)
    for name in LENGTHS:
        setattr(profile, name, getattr(rules, name))
    profile.blocks = list(rules.blocks)
    if ContentProfile.objects.filter(unit=unit, genre=genre).exists():
        raise _there_already(profile)
    try:
        with transaction.atomic():
            profile.save()
    except IntegrityError:
        raise _there_already(profile) from None
    _fields_write(profile, rules.fields)
    _audit("content.profile_added", profile, by, {}, _facts(profile))
    return profile


def _there_already(profile: ContentProfile) -> ProfileWrong:
    return ProfileWrong(_("“%(genre)s” đã có mẫu. Sửa mẫu ấy.") % {"genre": profile})


@transaction.atomic
def profile_update(
    *,
    profile: ContentProfile,
    by: Any,
    fields: Sequence[FieldRule],
    blocks: Sequence[str] = (),
    **lengths: int | None,
) -> ContentProfile:
    """Ask from now on for what is said here; the log keeps what was before and after.

    Args:
        profile: the one that changes.
        by: who changes it.
        fields: each field's rule, in the order of the editor.
        blocks: what is offered for the body; none for all.
        lengths: some of LENGTHS.

    Raises:
        NotAllowed: as profile_add.
        ProfileWrong: a field is needed and hidden, or a length cannot be.
    """
    profiles_require(by, profile.unit)
    held = ContentProfile.objects.select_for_update().get(pk=profile.pk)
    before = _facts(held)
    for name, value in lengths.items():
        setattr(held, name, value)
    _lengths_require(held)
    chosen = [name for name in BLOCKS if name in blocks]
    held.blocks = [] if len(chosen) == len(BLOCKS) else chosen
    held.changed_by = by
    held.save()
    _fields_write(held, [_sense_of(rule) for rule in fields])
    after = _facts(ContentProfile.objects.get(pk=held.pk))
    if after != before:
        _audit("content.profile_changed", held, by, before, after)
    return held


@transaction.atomic
def profile_remove(*, profile: ContentProfile, by: Any) -> None:
    """Ask of the genre again what the unit's general profile, or the house, asks.

    Raises:
        NotAllowed: as profile_add.
    """
    profiles_require(by, profile.unit)
    _audit("content.profile_removed", profile, by, _facts(profile), {})
    profile.delete()


def _sense_of(rule: FieldRule) -> FieldRule:
    """Return the rule as it can be.

    Raises:
        ProfileWrong: the field is needed where nobody sees it.
    """
    kind = rule.kind
    needed = rule.needed if kind.missing else Needed.NEVER
    if kind.needed == Needed.SUBMIT:
        needed = Needed.SUBMIT
    if needed and not (rule.is_shown or kind.is_fixed):
        raise ProfileWrong(
            _("“%(field)s” bắt buộc thì phải hiện.") % {"field": kind.label}
        )
    help_text = " ".join(nfc(rule.help_text).split())[:HELP_MAX]
    return FieldRule(rule.name, rule.is_shown or kind.is_fixed, needed, help_text)


def _lengths_require(profile: ContentProfile) -> None:
    for name, (least, most) in BOUNDS.items():
        value = getattr(profile, name)
        if value is not None and not least <= value <= most:
            column: Any = ContentProfile._meta.get_field(name)  # noqa: SLF001
            raise ProfileWrong(
                _("“%(name)s” từ %(min)d đến %(max)d.")
                % {"name": column.verbose_name, "min": least, "max": most}
            )
    shortest, longest = profile.body_min, profile.body_max
    if shortest is not None and longest is not None and shortest > longest:
        raise ProfileWrong(_("Nội dung ngắn nhất không được dài hơn dài nhất."))


def _fields_write(profile: ContentProfile, fields: Sequence[FieldRule]) -> None:
    profile.fields.all().delete()
    ProfileField.objects.bulk_create(
        ProfileField(
            profile=profile,
            name=rule.name,
            order=place,
            is_shown=rule.is_shown,
            needed=rule.needed,
            help_text=rule.help_text,
        )
        for place, rule in enumerate(fields, start=1)
        if rule.name in KINDS
    )


def _facts(profile: ContentProfile) -> dict[str, Any]:
    """Return everything the profile says, one fact a name."""
    rules = rules_of(profile)
    facts: dict[str, Any] = {name: getattr(profile, name) for name in LENGTHS}
    facts["blocks"] = " ".join(profile.blocks)
    facts["order"] = " ".join(rule.name for rule in rules.fields)
    for rule in rules.fields:
        shown = "shown" if rule.is_shown else "hidden"
        facts[rule.name] = " ".join(filter(None, (shown, rule.needed, rule.help_text)))
    return facts


def _audit(
    action: str,
    profile: ContentProfile,
    by: Any,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    """Write down who changed it, and each fact that is another now."""
    changed = [
        name for name in {**before, **after} if before.get(name) != after.get(name)
    ]
    audit_record(
        action=action,
        target=profile,
        by=by,
        unit_key=profile.unit.key,
        data={
            "genre": profile.genre.code if profile.genre else "",
            "before": {name: before[name] for name in changed if name in before},
            "after": {name: after[name] for name in changed if name in after},
        },
    )
