"""One item beside the board: read and worked on without opening it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from toasoan.content.desks.board_items import BoardItem, board_items
from toasoan.content.item_actions import Facts, ItemAction, facts_of, main_actions
from toasoan.content.item_states import ItemState, approved_state
from toasoan.content.models import SyndicatedPage
from toasoan.content.publication.gate import gate_check, source_article
from toasoan.content.views.verbs import VERBS
from toasoan.core import clock
from toasoan.newsroom.boards.timing import Timing
from toasoan.newsroom.desk_board.cards import age_of
from toasoan.units.roles import Action

# What is done beside the board; the rest asks more and has a screen of its own.
IN_PLACE = frozenset({"nop", "duyet", "tra-lai", "xuat-ban"})


@dataclass(frozen=True)
class Preview:
    """What one person sees of one item beside the board.

    Attributes:
        row: what the board says of it.
        article: the draft whose text is read: of a copy, the original.
        blockers: what keeps the draft from readers, in words.
        actions: what this person is expected to do next.
        return_form: asked where the person may send it back.
    """

    item: Any
    row: BoardItem
    draft: Any
    article: Any
    state: ItemState
    age: Timing | None
    embargo_until: datetime | None
    blockers: list[str] = field(default_factory=list)
    actions: list[ItemAction] = field(default_factory=list)
    return_form: Any = None
    is_copy: bool = False
    may_edit: bool = False
    may_write: bool = False


def preview_of(user: Any, item: Any) -> Preview:
    """Return what `user` sees of the item's latest draft and may do with it."""
    blockers = gate_check(item)
    facts = facts_of(item, user, blockers)
    draft = item.get_latest_revision_as_object()
    row = board_items([item.pk])[item.pk]
    actions = [each for each in main_actions(facts) if each.verb in IN_PLACE]
    returns = any(each.verb == "tra-lai" for each in actions)
    until, now = row.embargo_until, clock.now()
    return Preview(
        item=item,
        row=row,
        draft=draft,
        article=source_article(draft),
        state=_state(row, facts),
        age=age_of(row, now),
        embargo_until=until if until and until > now else None,
        blockers=[each.message for each in facts.left] if not item.live else [],
        actions=actions,
        return_form=VERBS["tra-lai"].form(item=item, user=user) if returns else None,
        is_copy=isinstance(item, SyndicatedPage),
        may_edit=not facts.is_down and bool(item.may_be_edited_by(user)),
        may_write=facts.may(Action.WRITE),
    )


def _state(row: BoardItem, facts: Facts) -> ItemState:
    """Return where it stands; what is approved is told apart by what still blocks it."""
    return approved_state(facts.left) if row.state.key == "ready" else row.state
