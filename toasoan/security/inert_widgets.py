"""Choosers that start without an inline script.

Wagtail 8.0 prints `<script>new PageChooser(...)</script>` behind each chooser. The
staff policy allows no inline script, and a nonce cannot help: the same markup also
arrives by fetch, in answers that carry another nonce. So the call is written as data,
and the custom element `toasoan-start` (static/security/start.js) makes it the moment
it enters the page, which is when the script would have run.
"""

import json
import re
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets.chooser import BaseChooser

_CONSTRUCTION = re.compile(r"new ([A-Za-z]+Chooser)\((.*)\);", re.DOTALL)


def install() -> None:
    """Make every chooser, ours and Wagtail's, write its start as data."""
    BaseChooser.render = _render


def start_element(name: str, arguments: list[Any]) -> SafeString:
    """Return the element that makes one call when it enters the page."""
    return format_html(
        '<toasoan-start data-call="{}" data-arguments="{}" hidden></toasoan-start>',
        name,
        json.dumps(arguments),
    )


def _render(
    self: BaseChooser,
    name: str,
    value: Any,
    attrs: dict[str, Any] | None = None,
    renderer: Any = None,  # noqa: ARG001
) -> SafeString:
    """Return the chooser and its start; stands in for `BaseChooser.render`.

    Raises:
        TypeError: the widget has no id to start from.
        ValueError: a chooser builds its script in a way that is not known here.
    """
    if not attrs or "id" not in attrs:
        raise TypeError("A chooser cannot be rendered without an 'id' attribute.")
    value_data = self.get_value_data(value)
    script = self.render_js_init(attrs["id"], name, value_data)
    call = _CONSTRUCTION.fullmatch(script.strip())
    if call is None:
        raise ValueError(f"{type(self).__name__} starts by unknown script: {script}")
    return format_html(
        "{}{}",
        self.render_html(name, value_data, attrs),
        start_element(call[1], json.loads(f"[{call[2]}]")),
    )
