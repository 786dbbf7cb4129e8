"""Visible text that a template writes outside its translation tags."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.translation.template import block_re, endblock_re, inline_re

ATTRIBUTES = {
    "title",
    "alt",
    "placeholder",
    "label",
    "aria-label",
    "aria-description",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
}
BUTTON_TYPES = {"submit", "button", "reset"}
HIDDEN_TAGS = {"script", "style", "code", "kbd"}
# A tag's name or its beginning, where a variable must stand for a name.
OPEN_NAME = re.compile(r"</?[\w-]*$")
# A block that fills an attribute of the base template, as Wagtail's bodyclass.
UNSEEN_BLOCK = re.compile(r"^block\s+\w*(?:class|classes|_id|_url)$")
QUOTED = re.compile(r"""_\((?:"[^"]*"|'[^']*')\)|"([^"]*)"|'([^']*)'""")


@dataclass(frozen=True)
class Literal:
    """A piece of visible text that no catalogue can translate."""

    path: Path
    line: int
    where: str
    text: str


def literals_in_html(path: Path) -> Iterator[Literal]:
    """Yield the visible literal text of an HTML template.

    An element with translate="no" (a proper name, a sample) is passed over,
    and so are script, style, code and kbd.
    """
    tokens = _visible_tokens(path)
    yield from _literals_in_tags(tokens, path)
    reader = _Reader(path)
    reader.feed(_as_html(tokens))
    reader.close()
    yield from reader.found


def literals_in_text(path: Path) -> Iterator[Literal]:
    """Yield the literal lines of a plain-text template (the body of a letter)."""
    tokens = _visible_tokens(path)
    yield from _literals_in_tags(tokens, path)
    for number, line in enumerate(_as_html(tokens).split("\n"), start=1):
        if _has_letters(line):
            yield Literal(path, number, "text", line.strip())


def _has_letters(text: str | None) -> bool:
    return any(char.isalpha() for char in text or "")


def _visible_tokens(path: Path) -> list[Token]:
    """Return the tokens outside comments; translated blocks become blank lines."""
    kept: list[Token] = []
    end: str | None = None
    for token in Lexer(path.read_text("utf-8")).tokenize():
        is_block = token.token_type == TokenType.BLOCK
        name = token.contents.split(" ", 1)[0] if is_block else ""
        if end is None:
            kept.append(token)
            end = _end_of_unseen(token) if is_block else None
        elif is_block and (name == end or _ends_translation(token, end)):
            end = None
        else:
            kept.append(Token(TokenType.COMMENT, "\n" * token.contents.count("\n")))
    return kept


def _end_of_unseen(token: Token) -> str | None:
    """Return the tag that ends what this tag opens, when no reader sees it as text."""
    if block_re.match(token.contents):
        return "endblocktranslate"
    if UNSEEN_BLOCK.match(token.contents):
        return "endblock"
    return "endcomment" if token.contents.split(" ", 1)[0] == "comment" else None


def _ends_translation(token: Token, end: str) -> bool:
    return end == "endblocktranslate" and bool(endblock_re.match(token.contents))


def _as_html(tokens: list[Token]) -> str:
    """Return the template with every tag blank, lines kept where they were."""
    html = ""
    for token in tokens:
        if token.token_type == TokenType.TEXT:
            html += token.contents
            continue
        filler = "x" if OPEN_NAME.search(html[-40:]) else " "
        html += filler + "\n" * token.contents.count("\n")
    return html


def _literals_in_tags(tokens: list[Token], path: Path) -> Iterator[Literal]:
    """Yield Vietnamese constants that template tags and filters carry bare."""
    for token in tokens:
        if token.token_type not in {TokenType.BLOCK, TokenType.VAR}:
            continue
        if inline_re.match(token.contents):
            continue
        for match in QUOTED.finditer(token.contents):
            text = match[1] or match[2]
            if text and any(c.isalpha() and not c.isascii() for c in text):
                yield Literal(path, token.lineno or 0, "tag", text)


class _Reader(HTMLParser):
    """Collects visible text; knows nothing of Django."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.path = path
        self.found: list[Literal] = []
        self._hidden: str | None = None
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            self._depth += tag == self._hidden
            return
        values = dict(attrs)
        if tag in HIDDEN_TAGS or values.get("translate") == "no":
            self._hidden, self._depth = tag, 1
            return
        self._look_at(tag, values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if not self._hidden and values.get("translate") != "no":
            self._look_at(tag, values)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._depth -= 1
            if not self._depth:
                self._hidden = None

    def handle_data(self, data: str) -> None:
        if not self._hidden and _has_letters(data):
            self._add("text", data)

    def _look_at(self, tag: str, values: dict[str, str | None]) -> None:
        names = set(ATTRIBUTES)
        if tag == "input" and values.get("type") in BUTTON_TYPES:
            names.add("value")
        for name in sorted(names & values.keys()):
            if _has_letters(values[name]):
                self._add(name, values[name] or "")

    def _add(self, where: str, text: str) -> None:
        skipped = text[: len(text) - len(text.lstrip())].count("\n")
        line = self.getpos()[0] + (skipped if where == "text" else 0)
        self.found.append(Literal(self.path, line, where, " ".join(text.split())))
