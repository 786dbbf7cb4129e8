"""What a unit keeps for ever, and what it is asked about after years. Nothing goes by itself."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from toasoan.archive.keeping.access import entries_kept
from toasoan.archive.keeping.bins import asset_bin
from toasoan.archive.keeping.errors import RuleWrong
from toasoan.archive.keeping.reasons import entries_papered
from toasoan.archive.keeping.weights import WEIGHT
from toasoan.archive.models import (
    AssetDeposit,
    AssetUse,
    BinStay,
    CatalogueEntry,
    RetentionRule,
)
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.core.text import nfc
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

Does, Used = RetentionRule.Does, RetentionRule.Used
DAYS_OF_YEAR = 365.25
RULES_MOST = 50
YEARS_MOST = 100


@transaction.atomic
def rule_add(
    *,
    unit: PressUnit,
    name: str,
    does: str,
    by: Any,
    **asks: Any,
) -> RetentionRule:
    """The unit has the rule; it throws nothing away, whatever it says.

    Args:
        unit: whose archive.
        name: what people call it.
        does: a value of `RetentionRule.Does`.
        by: must keep the archive there.
        asks: of what: `years` since coming into the archive, `used` a value of
            `RetentionRule.Used`, `kind` and `usage`; what is left out is not asked.

    Raises:
        NotAllowed: the person does not keep the archive there.
        RuleWrong: it has no name, or proposes what has just come in.
    """
    user_require(by, Action.ARCHIVE_EDIT, unit)
    name = nfc(name).strip()
    if not name:
        raise RuleWrong(_("Đặt tên cho quy định"))
    years = asks.get("years") or 0
    if not (does == Does.PROPOSE) <= years <= YEARS_MOST:
        raise RuleWrong(
            _(
                "Số năm không quá %(most)s, và ít nhất là 1 khi đề nghị bỏ: "
                "tư liệu mới vào kho không bị đề nghị bỏ"
            )
            % {"most": YEARS_MOST}
        )
    if rules_of(unit).count() >= RULES_MOST:
        raise RuleWrong(_("Đã có nhiều quy định. Thôi dùng bớt rồi đặt thêm"))
    rule = RetentionRule.objects.create(
        unit=unit,
        name=name[:120],
        does=does,
        years=years,
        used=asks.get("used") or Used.ANY,
        kind=asks.get("kind") or "",
        usage=asks.get("usage") or "",
        by=by,
    )
    _audit("archive.retention_rule_added", rule, by)
    return rule


@transaction.atomic
def rule_end(*, rule: RetentionRule, by: Any) -> RetentionRule:
    """The rule counts no more; ended again it stays as it was.

    Raises:
        NotAllowed: the person does not keep the archive there.
    """
    user_require(by, Action.ARCHIVE_EDIT, rule.unit)
    held = RetentionRule.objects.select_for_update().get(pk=rule.pk)
    if held.ended_at is None:
        held.ended_at = clock.now()
        held.save(update_fields=["ended_at"])
        _audit("archive.retention_rule_ended", held, by)
    return held


def rules_of(unit: PressUnit) -> QuerySet[RetentionRule]:
    """Return the unit's rules that count."""
    return RetentionRule.objects.filter(unit=unit, ended_at__isnull=True)


def entries_under(rule: RetentionRule) -> QuerySet[CatalogueEntry]:
    """Return what the rule speaks of, whatever other rules say."""
    return entries_kept(rule.unit).filter(_condition(rule))


def proposals(rule: RetentionRule) -> QuerySet[CatalogueEntry]:
    """Return what the rule proposes to throw away, the oldest first, with its bytes.

    Left out is what a rule of the unit keeps for ever, what is in use, was published or
    has a paper that counts, and what was restored since the years began: whoever took it
    out of the bin wanted it kept.
    """
    if rule.does != Does.PROPOSE:
        return CatalogueEntry.objects.none()
    wanted_back = BinStay.objects.filter(
        entry=OuterRef("pk"), restored_at__gt=_since(rule)
    )
    deposited = AssetDeposit.objects.keeping().filter(entry=OuterRef("pk"))
    found = (
        entries_under(rule)
        .filter(~Exists(deposited), ~Exists(wanted_back), is_used=False)
        .exclude(pk__in=entries_papered())
    )
    for keeping in rules_of(rule.unit).filter(does=Does.KEEP):
        found = found.exclude(_condition(keeping))
    return (
        found.select_related("photo", "document")
        .annotate(weight=WEIGHT)
        .order_by("added_at", "pk")
    )


def proposals_bin(
    *, rule: RetentionRule, keys: Iterable[int], by: Any
) -> tuple[int, list[str]]:
    """What a person chose of the proposals lies in the bin.

    Returns how many do, and a sentence for each that does not; one that may not go keeps
    no other. What the rule does not propose any more is left where it is.

    Raises:
        NotAllowed: the person does not keep the archive there.
    """
    user_require(by, Action.ARCHIVE_EDIT, rule.unit)
    binned, refused = 0, []
    for entry in proposals(rule).filter(pk__in=list(keys)):
        try:
            asset_bin(asset=entry.asset, by=by, rule=rule)
            binned += 1
        except ToasoanError as error:
            refused.append(f"{entry.title}: {error.message}")
    return binned, refused


def _condition(rule: RetentionRule) -> Q:
    asked = Q(added_at__lte=_since(rule))
    if rule.kind:
        asked &= Q(kind=rule.kind)
    if rule.usage:
        asked &= Q(usage=rule.usage)
    shown = Q(Exists(AssetUse.objects.filter(entry=OuterRef("pk")))) | Q(is_used=True)
    if rule.used == Used.USED:
        asked &= shown
    elif rule.used == Used.UNUSED:
        asked &= ~shown
    return asked


def _since(rule: RetentionRule) -> Any:
    return clock.now() - timedelta(days=rule.years * DAYS_OF_YEAR)


def _audit(action: str, rule: RetentionRule, by: Any) -> None:
    audit_record(
        action=action,
        by=by,
        target=rule,
        unit_key=rule.unit.key,
        data={
            "does": rule.does,
            "years": rule.years,
            "used": rule.used,
            "kind": rule.kind,
            "usage": rule.usage,
        },
    )
