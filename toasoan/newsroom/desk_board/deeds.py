"""What is done with items from a board: one by one, each in its own transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toasoan.content.desks.desk_items import place_of
from toasoan.content.errors import StageWrong
from toasoan.content.item_states import quoted
from toasoan.content.services import (
    item_bin,
    item_bin_restore,
    item_fetch,
    item_mark,
    item_send,
)
from toasoan.core.errors import ToasoanError
from toasoan.newsroom.desk_board.door import board_item, stage_meant
from toasoan.units.models import Desk

Said = dict[str, Any]
MOST = 200


def send(item: Any, to: str, note: str, by: Any) -> Said:
    """Send the item to the stage the column stands for; say so, with the way back.

    Raises:
        ToasoanError: as item_send; or the column stands for no stage.
    """
    stage = stage_meant(item, to)
    if stage is None:
        raise StageWrong(_("Cột này không nhận bài. Chọn một khâu."))
    before = place_of(item)
    item_send(item=item, stage=stage, by=by, note=note)
    where = {"title": title_of(item), "stage": stage.name, "desk": stage.desk}
    said: Said = {
        "said": _("Đã chuyển %(title)s đến “%(stage)s”, %(desk)s.") % where,
    }
    if before is not None and before.stage_id and before.stage_id != stage.pk:
        said["undo"] = {"deed": "chuyen-cot/", "to": f"stage-{before.stage_id}"}
    return said


def fetch(item: Any, desk: Any, by: Any) -> Said:
    """Fetch the item to the desk; say so, with the way back.

    Raises:
        ToasoanError: as item_fetch.
    """
    before = place_of(item)
    place = item_fetch(item=item, desk=desk, by=by)
    said: Said = {
        "said": _("Đã lấy %(title)s về %(desk)s.")
        % {"title": title_of(item), "desk": desk}
    }
    if before is not None and before.stage_id and before.stage_id != place.stage_id:
        said["undo"] = {"deed": "chuyen-cot/", "to": f"stage-{before.stage_id}"}
    return said


def mark(item: Any, who: Any, note: str, by: Any) -> Said:
    """Put the item before the person or the desk.

    Raises:
        ToasoanError: as item_mark.
    """
    kind = "desk" if isinstance(who, Desk) else "person"
    item_mark(item=item, by=by, note=note, **{kind: who})
    return {
        "said": _("Đã đánh dấu %(title)s cho %(name)s.")
        % {"title": title_of(item), "name": who}
    }


def throw(item: Any, reason: str, by: Any) -> Said:
    """Put the item into the bin; say so, with the way back.

    Raises:
        ToasoanError: as item_bin.
    """
    item_bin(item=item, by=by, reason=reason)
    return {
        "said": _("%(title)s ở trong thùng; lấy lại được từ Thùng.")
        % {"title": title_of(item)},
        "undo": {"deed": "lay-lai/"},
    }


def take_back(item: Any, by: Any) -> Said:
    """Put the item back where it lay before it was thrown away.

    Raises:
        ToasoanError: as item_bin_restore.
    """
    item_bin_restore(item=item, by=by)
    return {"said": _("Đã lấy lại %(title)s.") % {"title": title_of(item)}}


def title_of(item: Any) -> str:
    """Return the headline of the latest draft, quoted."""
    return quoted(item.draft_title or item.title)


@dataclass
class Outcome:
    """What became of many items.

    Attributes:
        done: the keys of those it was done with.
        refused: headline and refusal of those it was not.
        back: what puts each back where it lay, as (item, column); no column after the
            bin, which knows where each lay.
    """

    done: list[int] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    back: list[tuple[int, str]] = field(default_factory=list)

    def said(self) -> str:
        """Return the outcome in words: how many went through, and who refused why."""
        n = len(self.done)
        parts = [
            ngettext("Đã làm với %(n)d bài.", "Đã làm với %(n)d bài.", n) % {"n": n}
        ]
        if not n:
            parts = [_("Chưa bài nào đổi.")]
        parts += [f"{title}: {why}" for title, why in self.refused]
        return " ".join(parts)


def for_each(
    user: Any,
    pks: Sequence[int],
    run: Callable[[Any, int], Said],
    find: Callable[[Any, int], Any] = board_item,
) -> Outcome:
    """Do something with each item; what one refuses does not stop the others."""
    outcome = Outcome()
    for number, pk in enumerate(pks[:MOST]):
        title = _("Bài %(pk)d") % {"pk": pk}
        try:
            item = find(user, pk)
            title = title_of(item)
            said = run(item, number)
        except ToasoanError as error:
            outcome.refused.append((title, error.message))
            continue
        outcome.done.append(pk)
        if "undo" in said:
            outcome.back.append((pk, said["undo"].get("to", "")))
    return outcome
