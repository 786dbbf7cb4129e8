"""The words of a comment: colleagues and desks stand in them as tokens."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from toasoan.content.models import CommentMention, ItemComment

TOKEN = re.compile(r"@\[([pd]):([0-9]{1,12})\]")
PERSON, DESK = "p", "d"


def mentioned_keys(text: str) -> tuple[set[int], set[int]]:
    """Return the keys of the people and of the desks named in the text."""
    people: set[int] = set()
    desks: set[int] = set()
    for kind, key in TOKEN.findall(text):
        (people if kind == PERSON else desks).add(int(key))
    return people, desks


def words_html(comment: ItemComment) -> SafeString:
    """Return the words with each name as a mark, everything else escaped."""
    names = _names(comment.mentions.all())
    parts: list[str] = []
    last = 0
    for found in TOKEN.finditer(comment.text):
        parts.append(escape(comment.text[last : found.start()]))
        name = names.get(found[0])
        # A token that names nobody here was typed by hand.
        parts.append(
            f'<b class="who {_look(found[1])}">@{escape(name)}</b>'
            if name
            else escape(found[0])
        )
        last = found.end()
    parts.append(escape(comment.text[last:]))
    # Every piece above is escaped; only the mark is ours.
    return mark_safe("".join(parts))  # noqa: S308


def words_plain(comment: ItemComment) -> str:
    """Return the words with the names written out, for a notification."""
    names = _names(comment.mentions.all())
    return TOKEN.sub(lambda found: f"@{names.get(found[0], '')}", comment.text)


def _look(kind: str) -> str:
    return "person" if kind == PERSON else "desk"


def _names(mentions: Iterable[CommentMention]) -> dict[str, Any]:
    return {each.token: str(each) for each in mentions}
