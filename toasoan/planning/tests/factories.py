"""Stories for tests, and pages that stand for their articles."""

from itertools import count

from wagtail.models import Page

from toasoan.planning import services
from toasoan.units.tests.factories import make_subject

_numbers = count(1)


def pitch(unit, by, **changes):
    values = {
        "unit": unit,
        "desk": unit.desks.first(),
        "slugline": "thu-ngan-sach",
        "title": "Thu ngân sách mười tháng",
        "brief": "Tiến độ thu và phần tăng một lần",
        "subject": make_subject("tax"),
        "by": by,
        **changes,
    }
    return services.story_pitch(**values)


def make_item():
    """Return a page; planning asks nothing of an article but that it is one."""
    number = next(_numbers)
    root = Page.objects.filter(depth=1).first()
    return root.add_child(instance=Page(title=f"Bài {number}", slug=f"bai-{number}"))
