"""Which addresses of calendars are taken, and from whom."""

import pytest
from django.urls import reverse

from toasoan.planning import services
from toasoan.planning.errors import CalendarSourceWrong
from toasoan.planning.models import CalendarSource
from toasoan.planning.services.calendar_sources import MOST_SOURCES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "http://example.vn/lich.ics",
        "file:///etc/passwd",
        "https://",
        "lich.ics",
        "https://ten:mat-khau@example.vn/lich.ics",
        "https://exam ple.vn/\n",
        "https://[::1",
    ],
)
def test_only_an_https_address_is_taken(unit, head, address):
    with pytest.raises(CalendarSourceWrong):
        services.calendar_source_add(unit=unit, name="Bộ", address=address, by=head)

    assert CalendarSource.objects.count() == 0


def test_address_for_calendar_programs_is_read_over_https(unit, head):
    made = services.calendar_source_add(
        unit=unit, name="Bộ", address="webcal://example.vn/lich.ics", by=head
    )

    assert made.address == "https://example.vn/lich.ics"
    with pytest.raises(CalendarSourceWrong, match="đã có"):
        services.calendar_source_add(
            unit=unit, name="Bộ", address="https://example.vn/lich.ics", by=head
        )


def test_a_unit_reads_only_so_many_calendars(unit, head):
    for number in range(MOST_SOURCES):
        services.calendar_source_add(
            unit=unit, name="Bộ", address=f"https://example.vn/{number}.ics", by=head
        )

    with pytest.raises(CalendarSourceWrong, match="đã đọc 20 lịch"):
        services.calendar_source_add(
            unit=unit, name="Bộ", address="https://example.vn/x.ics", by=head
        )


def test_source_is_added_and_ended_on_the_screen(client, unit, head, reporter):
    client.force_login(head)
    url = reverse("planning:calendar_sources")
    typed = {"name": "Bộ", "address": "http://example.vn/x.ics"}

    refused = client.post(url, typed)
    client.post(url, typed | {"address": "https://example.vn/x.ics"})
    made = CalendarSource.objects.get()
    client.post(reverse("planning:calendar_source_end", args=[made.pk]))

    assert refused.status_code == 400
    assert "http://example.vn/x.ics" in refused.content.decode()
    assert CalendarSource.objects.count() == 0
    client.force_login(reporter)
    assert client.get(url).status_code == 403
