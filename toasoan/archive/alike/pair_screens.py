"""The screen on which a unit says which of its photos are one."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.archive.alike.pairs import pairs_to_review
from toasoan.archive.alike.prints import pair_decide, pairs_review_require
from toasoan.archive.errors import PairNotFound
from toasoan.archive.models import Photo, PhotoPair
from toasoan.archive.selectors import photo_sources, photos_with_renditions
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit

PAIRS_A_PAGE = 10
SHOWN_WIDTH = 480


@require_http_methods(["GET", "POST"])
def pair_list(request: HttpRequest) -> HttpResponse:
    """Show the pairs nobody has answered to who keeps the unit's archive; take an answer."""
    unit = current_unit_required(request)
    pairs_review_require(request.user, unit)
    if request.method == "POST":
        _answer(request, unit)
        return redirect("photo_pairs")
    asked = pairs_to_review(unit, PAIRS_A_PAGE)
    photos_with_renditions([photo for pair in asked for photo in _photos(pair)])
    pairs = [
        (pair, [(each, photo_sources(each, (SHOWN_WIDTH,))) for each in _photos(pair)])
        for pair in asked
    ]
    return render(request, "archive/pairs.html", {"pairs": pairs})


def _photos(pair: PhotoPair) -> tuple[Photo, Photo]:
    return pair.first, pair.second


def _answer(request: HttpRequest, unit: PressUnit) -> None:
    pair_id, verdict = request.POST.get("pair", ""), request.POST.get("verdict", "")
    if not (pair_id.isascii() and pair_id.isdigit() and len(pair_id) < 19):
        raise BadRequest
    if verdict not in {PhotoPair.Verdict.SAME, PhotoPair.Verdict.BOTH}:
        raise BadRequest
    try:
        pair = pair_decide(
            unit=unit, pair_id=int(pair_id), verdict=verdict, by=request.user
        )
    except PairNotFound as error:
        messages.warning(request, error.message)
        return
    if pair.verdict == PhotoPair.Verdict.SAME:
        messages.success(request, _("Đã ghi: cùng một ảnh."))
    else:
        messages.success(request, _("Đã ghi: giữ cả hai."))
