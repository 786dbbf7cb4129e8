"""Our own messages, taken from Python, from templates and from JavaScript."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract_javascript
from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace
from django.utils.translation.template import (
    block_re,
    constant_re,
    context_re,
    endblock_re,
    inline_re,
    plural_re,
)

from tools.translations.catalogue import Entry

# Position of the context, then of the msgids, among a function's arguments.
SIGNATURES: dict[str, tuple[int | None, tuple[int, ...]]] = {
    "gettext": (None, (0,)),
    "ngettext": (None, (0, 1)),
    "pgettext": (0, (1,)),
    "npgettext": (0, (1, 2)),
}
JS_KEYWORDS = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
GETTEXT_NAME = re.compile(r"^(n?p?gettext)(?:_lazy|_noop)?$")


@dataclass(frozen=True)
class Message:
    """A message of ours and where it stands."""

    entry: Entry
    path: Path
    line: int


def messages_in_python(path: Path) -> Iterator[Message]:
    """Yield the literal messages that a module hands to the gettext functions."""
    tree = ast.parse(path.read_text("utf-8"), str(path))
    names = _gettext_names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        signature = _signature(node.func, names)
        if signature and (entry := _entry_of_call(node, *signature)):
            yield Message(entry, path, node.lineno)


def _gettext_names(tree: ast.AST) -> dict[str, str]:
    """Return the local names under which gettext functions are imported."""
    return {
        alias.asname or alias.name: match[1]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (match := GETTEXT_NAME.match(alias.name))
    }


def _signature(
    function: ast.expr, names: dict[str, str]
) -> tuple[int | None, tuple[int, ...]] | None:
    if isinstance(function, ast.Name) and function.id in names:
        return SIGNATURES[names[function.id]]
    if isinstance(function, ast.Attribute):
        match = GETTEXT_NAME.match(function.attr)
        return SIGNATURES[match[1]] if match else None
    return None


def _entry_of_call(
    call: ast.Call, context_at: int | None, ids_at: tuple[int, ...]
) -> Entry | None:
    ids = [_literal(call, index) for index in ids_at]
    context = None if context_at is None else _literal(call, context_at)
    known = [text for text in ids if text]
    return Entry(tuple(known), (), context) if len(known) == len(ids) else None


def _literal(call: ast.Call, index: int) -> str | None:
    if index >= len(call.args):
        return None
    argument = call.args[index]
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return None


def messages_in_javascript(path: Path) -> Iterator[Message]:
    """Yield the messages that a script hands to Django's JavaScript gettext."""
    with path.open("rb") as stream:
        for line, function, found, _comments in extract_javascript(
            stream, JS_KEYWORDS, (), {"encoding": "utf-8"}
        ):
            parts = [found] if isinstance(found, str) else list(found)
            context_at, ids_at = SIGNATURES[function]
            if len(parts) <= ids_at[-1] or not all(parts[i] for i in ids_at):
                continue
            context = None if context_at is None else parts[context_at]
            entry = Entry(tuple(parts[i] for i in ids_at), (), context)
            yield Message(entry, path, line)


def messages_in_template(path: Path) -> Iterator[Message]:
    """Yield the messages of a template's translation tags and _() constants."""
    tokens = iter(Lexer(path.read_text("utf-8")).tokenize())
    for token in tokens:
        if token.contents == "comment" or token.contents.startswith("comment "):
            _skip_to(tokens, "endcomment")
        elif token.token_type == TokenType.BLOCK and block_re.match(token.contents):
            yield from _constants(token, path)
            yield Message(_entry_of_block(token, tokens), path, token.lineno or 0)
        elif token.token_type == TokenType.BLOCK and inline_re.match(token.contents):
            yield Message(_entry_of_inline(token), path, token.lineno or 0)
        elif token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            yield from _constants(token, path)


def _skip_to(tokens: Iterator[Token], name: str) -> None:
    for token in tokens:
        if token.token_type == TokenType.BLOCK and token.contents == name:
            return


def _constants(token: Token, path: Path) -> Iterator[Message]:
    for quoted in constant_re.findall(token.contents):
        entry = Entry((quoted[1:-1].replace("%", "%%"),), ())
        yield Message(entry, path, token.lineno or 0)


def _entry_of_inline(token: Token) -> Entry:
    match = inline_re.match(token.contents)
    context = context_re.match(match[2])[1][1:-1] if match[2] else None
    return Entry((match[1][1:-1].replace("%", "%%"),), (), context)


def _entry_of_block(opening: Token, tokens: Iterator[Token]) -> Entry:
    """Return the message between a blocktranslate and its end, as Django asks for it."""
    match = block_re.match(opening.contents)
    context = context_re.match(match[1])[1][1:-1] if match[1] else None
    forms: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type == TokenType.BLOCK:
            if endblock_re.match(token.contents):
                break
            if plural_re.match(token.contents):
                forms.append([])
        elif token.token_type == TokenType.VAR:
            forms[-1].append(f"%({token.contents})s")
        elif token.token_type == TokenType.TEXT:
            forms[-1].append(token.contents.replace("%", "%%"))
    texts = ["".join(parts) for parts in forms]
    if "trimmed" in opening.split_contents():
        texts = [trim_whitespace(text) for text in texts]
    return Entry(tuple(texts), (), context)
