"""Visible text that Python and JavaScript write outside the gettext functions."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.translations.literals import Literal

# Calls whose text people read: which arguments carry it.
SPEAKING_CALLS: dict[str, slice] = {
    "add_message": slice(2, 3),
    "alert": slice(0, 1),
    "debug": slice(1, 2),
    "error": slice(1, 2),
    "info": slice(1, 2),
    "success": slice(1, 2),
    "warning": slice(1, 2),
    "add_error": slice(1, 2),
    "ValidationError": slice(0, 1),
}
MESSAGE_LEVELS = {"debug", "error", "info", "success", "warning", "add_message"}
SPEAKING_NAMES = {"label", "help_text", "verbose_name", "verbose_name_plural"}
# Two words, of which one is no placeholder: a sentence and not a code.
WORDS = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]{2,}")
JS_STRING = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)"""
JS_SPEAKING = re.compile(
    r"(?:\b(?:alert|confirm|prompt)\(\s*|\.(?:textContent|innerText|title|ariaLabel"
    r"|placeholder)\s*\+?=\s*|setAttribute\(\s*[\"'](?:aria-label|title|placeholder)"
    r"[\"']\s*,\s*)" + JS_STRING
)
JS_EXPRESSION = re.compile(r"\$\{[^}]*\}")


def literals_in_python(path: Path) -> Iterator[Literal]:
    """Yield the sentences a module hands to messages, forms and errors as they are."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Call):
            for where, value in _spoken(node):
                if text := _sentence(value):
                    yield Literal(path, value.lineno, where, text)


def literals_in_javascript(path: Path) -> Iterator[Literal]:
    """Yield the sentences a script shows as they are."""
    text = path.read_text("utf-8")
    for found in JS_SPEAKING.finditer(text):
        said = JS_EXPRESSION.sub("", found[1][1:-1])
        if WORDS.search(said):
            line = text.count("\n", 0, found.start()) + 1
            yield Literal(path, line, "text of a script", said)


def _spoken(call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    name, owner = _name_of(call.func)
    if name in SPEAKING_CALLS and (name not in MESSAGE_LEVELS or owner == "messages"):
        for value in call.args[SPEAKING_CALLS[name]]:
            yield f"{name}()", value
    for keyword in call.keywords:
        if keyword.arg in SPEAKING_NAMES:
            yield f"{keyword.arg}=", keyword.value


def _name_of(function: ast.expr) -> tuple[str, str]:
    if isinstance(function, ast.Attribute):
        owner = function.value.id if isinstance(function.value, ast.Name) else ""
        return function.attr, owner
    return (function.id, "") if isinstance(function, ast.Name) else ("", "")


def _sentence(value: ast.expr) -> str:
    """Return the literal's words, or "" when it holds none or comes from elsewhere."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        text = value.value
    elif isinstance(value, ast.JoinedStr):
        parts = (p.value for p in value.values if isinstance(p, ast.Constant))
        text = "".join(str(part) for part in parts)
    else:
        return ""
    return text if WORDS.search(text) else ""
