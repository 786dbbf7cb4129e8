"""Another unit's keys, sent in a form of one's own, are as if there were none."""

import itertools
from typing import Any

import pytest
from wagtail.models import Page

from tests.architecture.unit_walk import (
    MARK,
    STAFF,
    _answer,
    _around,
    _leaks,
    _signed_in,
    _snapshot,
    addresses,
    staff_routes,
)
from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.content.editing.known_references import kind_of, references_of_page
from toasoan.content.models import AuthorPage, EditLease, ReviewStep
from toasoan.content.tests.factories import open_newsroom
from toasoan.content.tests.page_bodies import one_by_one, page_body
from toasoan.core import clock
from toasoan.newsroom.tests.archive_material import unit_closed
from toasoan.newsroom.tests.unit_material import Material, fill
from toasoan.planning.models import Assignment, Story
from toasoan.units.models import Delegation, Desk, Subject
from toasoan.units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OWN_ROOMS = tuple(
    f"{STAFF}{part}" for part in ("bai/", "de-tai/", "phan-cong/", "don-vi/")
)


@pytest.fixture
def mine(db):
    material = fill(open_newsroom("tbtc"), "Donvitoi")
    # The article is nobody's now, or each draft sent of it would be refused.
    EditLease.objects.filter(item=material.article.pk).delete()
    return material


@pytest.fixture
def other(mine):
    made = fill(open_newsroom("hq"), MARK)
    unit_closed(made.room.unit)
    return made


@pytest.fixture
def chief(mine):
    return mine.room.chief


def _keys_by_kind(material: Material) -> dict[Any, int]:
    return {
        Photo: material.photo.pk,
        ArchiveDocument: material.document.pk,
        Page: material.article.pk,
        AuthorPage: material.room.pen_name.pk,
    }


def _draft(page: Page) -> Page:
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_ones_own_pages_take_no_key_of_another_unit(mine, other, chief):
    client = _signed_in(chief)
    foreign = {(kind_of(model), str(pk)) for model, pk in _keys_by_kind(other).items()}
    wrong = []
    for page in mine.pages:
        bodies = one_by_one(_draft(page), chief, _keys_by_kind(other))
        paths = [
            f"/{STAFF}pages/{page.pk}/edit/",
            f"/{STAFF}pages/{page.pk}/edit/preview/",
        ]
        for body, path in itertools.product(list(bodies), paths):
            status, text = _answer(client, "post", path, body)
            _status, seen = _answer(client, "get", path, {})
            if status >= 400 or _leaks(text, other) or _leaks(seen, other):
                wrong.append(f"{status} {path}: {_around(text + seen, other)!r}")
        if references_of_page(_draft(page)) & foreign:
            wrong.append(f"SAVED in {page!r}")
    assert not wrong, "\n".join(wrong)


def test_the_same_pages_take_ones_own_keys(mine, chief):
    client = _signed_in(chief)
    article, own = mine.article, _keys_by_kind(mine)

    status, _text = _answer(
        client,
        "post",
        f"/{STAFF}pages/{article.pk}/edit/",
        page_body(_draft(article), chief, own),
    )

    assert status == 302
    assert {
        (kind_of(model), str(pk)) for model, pk in own.items()
    } <= references_of_page(_draft(article))


def _foreign_choices(other: Material) -> dict[str, Any]:
    """Return the other unit's keys under every name our own forms choose by."""
    unit = other.room.unit
    person, section = other.people[0].pk, other.room.section.pk
    desk = Desk.objects.filter(unit=unit).values_list("pk", flat=True)[0]
    day = clock.today().isoformat()
    return {
        **dict.fromkeys(("assignee", "principal", "deputy", "person"), person),
        **dict.fromkeys(("section", "original", "article"), section),
        "desk": desk,
        "story": other.story.pk,
        "coverage": other.coverage.pk,
        "unit": unit.key,
        "kind": "text",
        "role": Role.EDITOR_IN_CHIEF.value,
        "slugline": "thu-gui",
        "title": "Gui thu",
        "headline": "Gui thu",
        "brief": "Gui thu",
        "reason": "Gui thu",
        "valid_from": day,
        "valid_to": day,
        "subject": Subject.objects.values_list("pk", flat=True)[0],
    }


def test_ones_own_forms_take_no_key_of_another_unit(mine, other, chief):
    client = _signed_in(chief)
    before = _snapshot(other)
    wrong = []
    for route, names in staff_routes():
        if not route.startswith(OWN_ROOMS):
            continue
        for url in addresses(route, names, mine):
            status, text = _answer(client, "post", url, _foreign_choices(other))
            if status >= 500 or _leaks(text, other):
                wrong.append(f"{status} {url}: {_around(text, other)!r}")
    unit, people = mine.room.unit, [person.pk for person in other.people]
    assert not wrong, "\n".join(wrong)
    assert _snapshot(other) == before
    assert not Story.objects.filter(unit=unit, desk__unit=other.room.unit).exists()
    assert not Assignment.objects.filter(
        coverage__story__unit=unit, assignee__in=people
    ).exists()
    assert not Delegation.objects.filter(unit=unit, deputy__in=people).exists()
    assert not ReviewStep.objects.filter(chain__unit=unit, person__in=people).exists()
