"""What a person sees when the house itself failed."""

from django.http import HttpRequest, HttpResponseServerError
from django.template.loader import render_to_string

from toasoan.core.logs import error_number
from toasoan.security.middleware import is_staff_path


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Answer 500 with the number under which the error stands in the log.

    Asks neither database nor session: one of them may be what failed.
    """
    number = error_number(request)
    template = "staff/500.html" if is_staff_path(request.path_info) else "500.html"
    page = render_to_string(template, {"number": number})
    return HttpResponseServerError(page)
