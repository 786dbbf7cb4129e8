"""The words that scripts say on staff screens."""

from django.http import HttpRequest, HttpResponseBase
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

_every_word = JavaScriptCatalog.as_view()


def javascript_words(request: HttpRequest) -> HttpResponseBase:
    """Return the words of every app and of our catalogues, in the user's language.

    Wagtail's own view reads only wagtail.admin, so LOCALE_PATHS never reaches
    its scripts; this one stands before it at the same address.
    """
    response: HttpResponseBase = get_localized_response(_every_word, request)
    return response
