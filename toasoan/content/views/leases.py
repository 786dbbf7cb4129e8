"""What the editor's script asks: may I edit, I still do, here is what was not saved."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from toasoan.content import services
from toasoan.content.access import item_for_reading
from toasoan.content.editing.lease_bar import lease_answer_for
from toasoan.content.editing.posted_text import posted_content
from toasoan.content.errors import ItemNotReady, LeaseHeld
from toasoan.content.models import ItemVersion
from toasoan.content.versions.version_list import content_changes
from toasoan.core.errors import NotAllowed

KEY_MAX = 64
Act = Callable[[Any, Any, str], Any]
ACTS: dict[str, Act] = {
    "take": lambda item, by, key: services.lease_take(item=item, by=by, key=key),
    "move": lambda item, by, key: services.lease_move(item=item, by=by, key=key),
    "release": lambda item, by, key: services.lease_release(item=item, by=by, key=key),
    "ask": lambda item, by, _key: services.lease_ask(item=item, by=by),
    "not_yet": lambda item, by, _key: services.lease_answer(item=item, by=by),
    "hand_over": lambda item, by, _key: services.lease_hand_over(item=item, by=by),
}
KEPT_KINDS = {
    "displaced": ItemVersion.Kind.REFUSED,
    "device": ItemVersion.Kind.DEVICE,
}


@require_POST
def lease_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what the tab asks with the lease, and say how it then stands."""
    item = item_for_reading(request.user, pk)
    key = request.POST.get("key", "")[:KEY_MAX]
    act, error = request.POST.get("act", "beat"), ""
    if act == "beat":
        is_typing = request.POST.get("typing") == "1"
        services.lease_beat(item=item, by=request.user, key=key, is_typing=is_typing)
    elif act not in ACTS or not key:
        raise Http404
    else:
        error = _done(ACTS[act], item, request.user, key)
    return JsonResponse(lease_answer_for(item, request.user, key, error))


def _done(act: Act, item: Any, user: Any, key: str) -> str:
    try:
        act(item, user, key)
    except ItemNotReady as refusal:
        return refusal.message
    except (LeaseHeld, NotAllowed):
        # The state that is answered says it.
        return ""
    return ""


@require_POST
def text_kept(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep beside the item what a browser still had of it, and say what differs."""
    item = item_for_reading(request.user, pk)
    kind = KEPT_KINDS.get(request.POST.get("kept_as", ""))
    if kind is None:
        raise Http404
    content = posted_content(item, request.user, request.POST)
    revision = item.get_latest_revision()
    changes = content_changes(item, revision.content, content) if revision else []
    version = None
    if changes:
        version = services.version_keep_refused(
            item=item, content=content, kind=kind, by=request.user
        )
    return JsonResponse(
        {
            "version": version.pk if version else None,
            "html": render_to_string(
                "content/staff/kept_bar.html",
                {
                    "item": item,
                    "version": version,
                    "changes": len(changes),
                    "may_edit": item.may_be_edited_by(request.user),
                    "is_device": kind == ItemVersion.Kind.DEVICE,
                },
                request=request,
            )
            if version
            else "",
        }
    )
