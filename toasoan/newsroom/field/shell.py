"""The app itself: a page without anybody's data, and the script that keeps it on the phone."""

import hashlib
import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.admin.localization import get_localized_response

from toasoan.security.headers import FIELD_PERMISSIONS

# Kept on the phone, so that the app opens where there is no network.
STYLES = ("tokens.css", "field/field.css")
LIBRARIES = ("vendor/tus-js-client/tus.min.js",)
MODULES = (
    "field/app.js",
    "field/clock.js",
    "field/dom.js",
    "field/drafts.js",
    "field/files.js",
    "field/house.js",
    "field/outbox.js",
    "field/screen_decide.js",
    "field/screen_outbox.js",
    "field/screen_pitch.js",
    "field/screen_work.js",
    "field/screen_write.js",
    "field/sender.js",
    "field/store.js",
    "field/words.js",
)
ICONS = [
    "arrow-left",
    "camera",
    "check",
    "chevron-down",
    "circle-check",
    "circle-x",
    "clock",
    "contact-round",
    "corner-up-left",
    "eye",
    "file-text",
    "lightbulb",
    "list-checks",
    "loader",
    "log-out",
    "map-pin",
    "mic",
    "pause",
    "pencil",
    "play",
    "plus",
    "rotate-cw",
    "send",
    "smartphone",
    "square-pen",
    "trash-2",
    "triangle-alert",
    "upload",
    "user-round",
    "video",
    "wifi-off",
    "x",
]
# The side bar of the staff side, for the phone's own frame around the app.
COLOUR = "#172126"
FONTS = tuple(
    f"vendor/fonts/{family}-{letters}-{weight}-normal.woff2"
    for family in ("be-vietnam-pro", "source-serif-4")
    for letters in ("latin", "vietnamese")
    for weight in (400, 600)
)


@require_GET
def shell(request: HttpRequest) -> HttpResponse:
    """Answer with the app; the data comes later, to who is signed in."""
    response: HttpResponse = get_localized_response(_shell, request)
    response["Permissions-Policy"] = FIELD_PERMISSIONS
    return response


def _shell(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "newsroom/field/shell.html",
        {
            "styles": STYLES,
            "libraries": LIBRARIES,
            "icons": ICONS,
            "colour": COLOUR,
        },
    )


@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """Answer with the script that keeps the app, and no answer about anybody."""
    kept = [reverse("field:shell"), *(static(name) for name in (*STYLES, *LIBRARIES))]
    # Modules name each other without the mark of their content.
    kept += [f"{static('field/')}{name.removeprefix('field/')}" for name in MODULES]
    text = render_to_string(
        "newsroom/field/sw.js",
        {
            "version": json.dumps(version()),
            "kept": json.dumps(kept),
            "shell": json.dumps(reverse("field:shell")),
            "words": json.dumps(reverse("javascript_words")),
        },
        request,
    )
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


def version() -> str:
    """Return what changes with any file of the app."""
    addresses = [static(name) for name in (*STYLES, *LIBRARIES, *MODULES, *FONTS)]
    return hashlib.sha256("\n".join(addresses).encode()).hexdigest()[:16]


@require_GET
def manifest(_request: HttpRequest) -> HttpResponse:
    """Answer with what a phone needs to put the app on its home screen."""
    return JsonResponse(
        {
            "name": _("Hiện trường - Tòa soạn"),
            "short_name": _("Hiện trường"),
            "lang": "vi",
            "id": reverse("field:shell"),
            "start_url": reverse("field:shell"),
            "scope": reverse("field:shell"),
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": COLOUR,
            "icons": [
                {
                    "src": f"/icon-{size}.png",
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                }
                for size in (192, 512)
            ],
        },
        content_type="application/manifest+json; charset=utf-8",
    )
