"""The unit's house style, kept by who publishes. Each write is atomic and audited."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from toasoan.content.errors import StyleRuleWrong
from toasoan.content.models import HouseStyleRule
from toasoan.content.models.house_style import WORDS_MAX
from toasoan.core.text import nfc
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

Kind = HouseStyleRule.Kind
FIELDS = ("kind", "wrong", "right", "note", "match_case")
# Enough for a newspaper's style book; each one is looked for in every text.
RULES_MAX = 1000


@transaction.atomic
def style_rule_add(*, unit: PressUnit, by: Any, **fields: Any) -> HouseStyleRule:
    """Write a rule down; texts are looked through for it from now on.

    Raises:
        NotAllowed: `by` does not publish in the unit.
        StyleRuleWrong: it is there already, says nothing, changes nothing, or the
            unit has as many as can be looked for.
    """
    user_require(by, Action.PUBLISH, unit)
    if unit.house_style_rules.count() >= RULES_MAX:
        raise StyleRuleWrong(
            _("Sổ đã có %(n)d quy ước. Xóa bớt rồi thêm.") % {"n": RULES_MAX}
        )
    rule = _store(HouseStyleRule(unit=unit), fields, by)
    _audit("content.style_rule_added", rule, by)
    return rule


@transaction.atomic
def style_rule_update(
    *, rule: HouseStyleRule, by: Any, **fields: Any
) -> HouseStyleRule:
    """Change the rule.

    Raises:
        NotAllowed, StyleRuleWrong: as style_rule_add.
    """
    user_require(by, Action.PUBLISH, rule.unit)
    _store(rule, fields, by)
    _audit("content.style_rule_changed", rule, by)
    return rule


@transaction.atomic
def style_rule_remove(*, rule: HouseStyleRule, by: Any) -> None:
    """Look for it no more.

    Raises:
        NotAllowed: `by` does not publish in the unit.
    """
    user_require(by, Action.PUBLISH, rule.unit)
    _audit("content.style_rule_removed", rule, by)
    rule.delete()


@transaction.atomic
def style_rules_paste(*, unit: PressUnit, lines: str, by: Any) -> tuple[int, list[str]]:
    """Add a rule for each line "wrong => right"; a line "! wrong" bans.

    Returns:
        How many were added, and the lines that could not be.

    Raises:
        NotAllowed: `by` does not publish in the unit.
    """
    user_require(by, Action.PUBLISH, unit)
    added, left = 0, []
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        wrong, _arrow, right = line.partition("=>")
        kind = Kind.BANNED if wrong.startswith("!") else Kind.PREFERRED
        try:
            style_rule_add(
                unit=unit, by=by, kind=kind, wrong=wrong.lstrip("!"), right=right
            )
        except StyleRuleWrong:
            left.append(line)
        else:
            added += 1
    return added, left


def _store(rule: HouseStyleRule, fields: dict[str, Any], by: Any) -> HouseStyleRule:
    for name in FIELDS:
        if name in fields:
            setattr(rule, name, fields[name])
    rule.wrong, rule.right = _tidy(rule.wrong), _tidy(rule.right)
    _sense_require(rule)
    rule.changed_by = by
    try:
        with transaction.atomic():
            rule.save()
    except IntegrityError:
        raise StyleRuleWrong(
            _("“%(wrong)s” đã có trong quy ước.") % {"wrong": rule.wrong}
        ) from None
    return rule


def _tidy(words: str) -> str:
    return " ".join(nfc(words).split())


def _sense_require(rule: HouseStyleRule) -> None:
    if not any(char.isalnum() for char in rule.wrong):
        raise StyleRuleWrong(_("Ghi chữ không được viết."))
    if max(len(rule.wrong), len(rule.right)) > WORDS_MAX:
        raise StyleRuleWrong(_("Một quy ước dài nhất %(n)d ký tự.") % {"n": WORDS_MAX})
    if rule.wrong == rule.right:
        raise StyleRuleWrong(_("Chữ thay phải khác chữ không được viết."))
    if not rule.right and rule.kind == Kind.PREFERRED:
        raise StyleRuleWrong(_("Ghi chữ nên viết, hoặc chọn Cấm dùng."))


def _audit(action: str, rule: HouseStyleRule, by: Any) -> None:
    audit_record(
        action=action,
        target=rule,
        by=by,
        unit_key=rule.unit.key,
        data={"kind": rule.kind, "wrong": rule.wrong, "right": rule.right},
    )
