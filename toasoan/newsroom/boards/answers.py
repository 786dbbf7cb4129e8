"""How a view answers the script that keeps it live: what changed, read once for all."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language

from toasoan.newsroom.boards.pulse import Changes
from toasoan.newsroom.errors import UnitLeft
from toasoan.units.models import PressUnit

MOST_ASKED = 300
LONGEST_NUMBER = 18
# Words such as "còn 2 phút" hold that long; the browser counts on by itself.
SHARED_S = 20


def keys_of(text: str) -> list[int] | None:
    """Return the keys of a list such as "4,17"; None for "*", which means all."""
    if text == "*":
        return None
    parts = text.split(",")[:MOST_ASKED]
    return [int(p) for p in parts if p.isdecimal() and len(p) <= LONGEST_NUMBER]


def same_unit_require(request: HttpRequest, unit: PressUnit) -> None:
    """Do nothing while the page on screen is of the unit the person works in.

    Raises:
        UnitLeft: they went to another unit in another window.
    """
    if request.GET.get("don-vi", unit.key) != unit.key:
        raise UnitLeft


def address_shown(request: HttpRequest) -> str:
    """Return the query of the page on screen, without what its script asks."""
    query = request.GET.copy()
    for name in ("chi", "nhip", "don-vi"):
        query.pop(name, None)
    return query.urlencode()


def changed_once(
    request: HttpRequest,
    unit: PressUnit,
    pulse: int,
    read: Callable[[list[int] | None], dict[str, Any]],
    *,
    whose: Any = None,
) -> dict[str, Any]:
    """Return what `read` says of the keys asked for, read once for all who ask.

    A change is on sixty screens within seconds, and sixty times the same question
    would keep the house from answering others. It is kept under the number of the
    change, and not before the change was made.

    Args:
        request: asks with `chi` for keys and with `nhip` for the change it was told.
        unit: whose view it is.
        pulse: the pulse before anything was read.
        read: reads the keys, or all for None.
        whose: the person, where the answer depends on who asks.
    """
    told = request.GET.get("nhip", "")
    only = keys_of(request.GET["chi"])
    if not told.isdecimal() or len(told) > LONGEST_NUMBER or int(told) > pulse:
        return read(only)
    same = [unit.pk, whose, get_language(), request.get_full_path()]
    key = f"plan:{sha256(json.dumps(same).encode()).hexdigest()}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        found = read(only)
        cache.set(key, found, SHARED_S)
    return found


def pulse_answer(request: HttpRequest, since: Callable[[int], Changes]) -> HttpResponse:
    """Say which things changed since the pulse asked with; 204 when none did.

    Raises:
        Http404: the pulse is no number.
    """
    told = request.GET.get("tu", "")
    if not told.isdecimal() or len(told) > LONGEST_NUMBER:
        raise Http404
    changes = since(int(told))
    if not changes.any:
        return HttpResponse(status=204, headers={"X-Pulse": str(changes.pulse)})
    return JsonResponse(
        {
            "pulse": changes.pulse,
            "last": changes.last,
            "stories": sorted(changes.stories),
            "whole": changes.whole,
        }
    )
