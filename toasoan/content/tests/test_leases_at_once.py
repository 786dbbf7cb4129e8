"""Two people press in the same moment, on either database."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from toasoan.content import services
from toasoan.content.errors import LeaseHeld
from toasoan.content.models import EditLease, ItemVersion
from toasoan.content.tests.factories import make_article, open_newsroom
from toasoan.units.roles import Role

TAB = "the-mot"


@pytest.fixture
def room(in_threads):
    made = []

    def arrange():
        if connection.vendor == "sqlite":
            # The file has rows of its own kinds: none remembered may be used.
            ContentType.objects.clear_cache()
            call_command("migrate", run_syncdb=True, verbosity=0)
        newsroom = open_newsroom("tbtc")
        made.append((newsroom, make_article(newsroom)))

    in_threads(arrange)
    yield made[0]
    ContentType.objects.clear_cache()


@pytest.mark.parametrize("_turn", range(3))
def test_of_two_who_take_at_once_one_holds_it(in_threads, room, _turn):
    newsroom, article = room
    people = [newsroom.reporter, newsroom.people[Role.DESK_EDITOR]]

    def take(person):
        try:
            services.lease_take(item=article, by=person, key=f"the-{person.pk}")
        except LeaseHeld:
            return 0
        return person.pk

    took = in_threads(*[lambda p=p: take(p) for p in people])

    [rows] = in_threads(lambda: list(EditLease.objects.values_list("holder", "key")))
    winner = max(took)
    assert sorted(took) == [0, winner]
    assert rows == [(winner, f"the-{winner}")]


def test_a_save_and_a_take_over_at_once_lose_no_text(in_threads, room):
    newsroom, article = room
    head = newsroom.people[Role.HEAD_OF_DESK]
    in_threads(lambda: services.lease_take(item=article, by=newsroom.reporter, key=TAB))

    def save():
        draft = type(article).objects.get(pk=article.pk)
        draft = draft.get_latest_revision_as_object()
        draft.sapo, draft.lease_key = "Câu cuối cùng", TAB
        try:
            draft.save_revision(user=newsroom.reporter)
        except LeaseHeld:
            return "refused"
        return "saved"

    def take_over():
        services.lease_take_over(item=article, by=head, reason="Gấp")
        return "taken"

    said = in_threads(save, take_over)

    def kept():
        version = ItemVersion.objects.get(kind="taken_over")
        stored = type(article).objects.get(pk=article.pk)
        return version.text.content["sapo"], stored.get_latest_revision().content[
            "sapo"
        ]

    [(version, draft)] = in_threads(kept)
    assert said[1] == "taken"
    # Saved before: the version has it. Saved after: it was refused, and the
    # browser still has it and sends it in to be kept.
    assert (said[0], version, draft) in {
        ("saved", "Câu cuối cùng", "Câu cuối cùng"),
        (
            "refused",
            "Thu nội địa tăng so với cùng kỳ.",
            "Thu nội địa tăng so với cùng kỳ.",
        ),
    }
