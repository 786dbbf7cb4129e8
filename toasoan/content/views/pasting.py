"""What the editor asks when something is pasted into an article."""

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.telepath import JSContext
from wagtail.blocks import StreamValue

from toasoan.content.access import item_for_reading
from toasoan.content.editing.pasting import MOST_CHARS
from toasoan.content.models import ArticlePage
from toasoan.content.services.pasting import Pasted, paste_take
from toasoan.core.errors import NotFound, ToasoanError

# A character of HTML may take four bytes, escaped in JSON six.
MOST_BYTES = MOST_CHARS * 4
AWAY_SHOWN = 3


@require_POST
def paste(request: HttpRequest, pk: int) -> JsonResponse:
    """Answer the pasted HTML as blocks of the body, in the form the editor's script takes."""
    item = item_for_reading(request.user, pk)
    if not isinstance(item, ArticlePage):
        raise NotFound
    try:
        pasted = paste_take(item=item, pasted=_html(request), by=request.user)
    except ToasoanError as error:
        return JsonResponse({"message": error.message}, status=error.http_status)
    return JsonResponse({"blocks": _packed(item, pasted), "message": _said(pasted)})


def _html(request: HttpRequest) -> str:
    sent = request.read(MOST_BYTES + 1)
    if len(sent) > MOST_BYTES:
        return "x" * (MOST_CHARS + 1)
    try:
        typed = json.loads(sent)["html"]
    except (ValueError, KeyError, TypeError):
        return ""
    return typed if isinstance(typed, str) else ""


def _packed(item: ArticlePage, pasted: Pasted) -> Any:
    block = item.body.stream_block
    state = block.get_form_state(StreamValue(block, pasted.parts))
    return JSContext().pack(state)


def _said(pasted: Pasted) -> str:
    said = []
    if pasted.refused:
        said.append(
            _("%(n)d ảnh không đọc được. Thêm ảnh từ kho.") % {"n": pasted.refused}
        )
    elif pasted.pictures:
        said.append(
            _("%(n)d ảnh đã vào kho. Ghi chú thích và nguồn cho từng ảnh.")
            % {"n": pasted.pictures}
        )
    if pasted.away:
        said.append(_away_said(pasted.away))
    return " ".join(said)


def _away_said(names: list[str]) -> str:
    shown = ", ".join(name or "?" for name in names[:AWAY_SHOWN])
    more = len(names) - AWAY_SHOWN
    if more > 0:
        shown += " " + ngettext("và %(n)d ảnh khác", "và %(n)d ảnh khác", more) % {
            "n": more
        }
    return _(
        "Chưa có trong bài: %(names)s. Được dùng thì tải ảnh về máy, đưa vào kho rồi "
        "thêm bằng khối Ảnh."
    ) % {"names": shown}
