"""A body in the editor that offers only some blocks, and keeps whatever is there."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils.functional import cached_property
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlock, StreamBlockAdapter


class OfferedBody(StreamBlock):
    """A body's blocks; those of `offered` stand in the lists to add."""

    def __init__(self, body: Any, offered: Iterable[str]) -> None:
        super().__init__(list(body.child_blocks.items()), label=body.label)
        self.offered = list(offered)


class OfferedBodyAdapter(StreamBlockAdapter):
    """How the editor's script hears of it."""

    js_constructor = "toasoan.content.OfferedBody"

    def js_args(self, block: OfferedBody) -> list[Any]:
        """Return what the script's constructor takes."""
        *args, meta = super().js_args(block)
        return [*args, {**meta, "offered": block.offered}]

    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's script, then ours that builds on it."""
        return super().media + forms.Media(js=[static("staff/offered_blocks.js")])


register(OfferedBodyAdapter(), OfferedBody)
