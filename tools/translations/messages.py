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
        if token.token_type == TokenType.BLOCK:
            for entry in _entries_of_tag(token, tokens):
                yield Message(entry, path, token.lineno or 0)
        elif token.token_type == TokenType.VAR:
            for entry in _constants(token):
                yield Message(entry, path, token.lineno or 0)


def _entries_of_tag(token: Token, tokens: Iterator[Token]) -> Iterator[Entry]:
    """Yield what a block tag asks to have translated, reading on to its end."""
    if token.contents.split(" ", 1)[0] == "comment":
        _skip_to(tokens, "endcomment")
    elif block := block_re.match(token.contents):
        yield from _constants(token)
        trimmed = "trimmed" in token.split_contents()
        yield Entry(_block_forms(tokens, trimmed=trimmed), (), _context(block[1]))
    elif inline := inline_re.match(token.contents):
        text = inline[1][1:-1].replace("%", "%%")
        yield Entry((text,), (), _context(inline[2]))
    else:
        yield from _constants(token)


def _context(arguments: str | None) -> str | None:
    match = context_re.match(arguments) if arguments else None
    return match[1][1:-1] if match else None


def _skip_to(tokens: Iterator[Token], name: str) -> None:
    for token in tokens:
        if token.token_type == TokenType.BLOCK and token.contents == name:
            return


def _constants(token: Token) -> Iterator[Entry]:
    for quoted in constant_re.findall(token.contents):
        yield Entry((quoted[1:-1].replace("%", "%%"),), ())


def _block_forms(tokens: Iterator[Token], *, trimmed: bool) -> tuple[str, ...]:
    """Return the forms up to the end of a blocktranslate, as Django asks for them."""
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
    texts = ("".join(parts) for parts in forms)
    return tuple(trim_whitespace(text) if trimmed else text for text in texts)
