"""A failed request leaves one line with a number, and shows that number."""

import io
import logging
import re

import pytest
from django.db import connection

from toasoan.core.logs import HouseFormatter
from toasoan.security.views.failures import server_error


@pytest.fixture
def console():
    """Return what the console would get, by the handler the settings describe."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(HouseFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


def shown_number(response):
    found = re.search(r"failure-number\">([2-9A-Z]{6})<", response.content.decode())
    assert found
    return found[1]


@pytest.mark.django_db
def test_the_number_on_the_page_is_in_the_log_with_one_traceback(visitor, console):
    response = visitor.get("/toa-soan/thu/vap/")

    number = shown_number(response)
    text = console.getvalue()
    assert response.status_code == 500
    assert f"ERROR django.request [{number}] Internal Server Error: " in text
    assert text.count(number) == 1
    assert text.count("Traceback (most recent call last)") == 1
    assert text.count("\nZeroDivisionError\n") == 1
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 ERROR ", text)


@pytest.mark.django_db
def test_two_failures_have_two_numbers(visitor):
    first, second = (visitor.get("/toa-soan/thu/vap/") for _ in range(2))

    assert shown_number(first) != shown_number(second)


@pytest.mark.django_db
def test_the_page_has_the_house_s_look_and_says_what_to_do(visitor):
    page = visitor.get("/toa-soan/thu/vap/").content.decode()

    assert "staff/failure.css" in page
    assert "báo người quản trị số lỗi này" in page
    assert "<script" not in page
    assert "style=" not in page


@pytest.mark.django_db
def test_a_reader_s_page_that_fails_shows_no_staff_screen(visitor, console):
    response = visitor.get("/tin/vap/")

    assert response.status_code == 500
    assert "staff/" not in response.content.decode()
    assert console.getvalue().count("Traceback") == 1


@pytest.mark.django_db
def test_a_breakdown_of_ours_has_a_number_too(visitor, console):
    visitor.get("/toa-soan/thu/hong/")

    lines = [line for line in console.getvalue().splitlines() if "house_broken" in line]
    assert re.search(
        r"ERROR toasoan\.security\.middleware \[[2-9A-Z]{6}\] house", lines[0]
    )


def test_the_page_asks_nothing_of_the_database(rf, django_assert_num_queries, db):
    with django_assert_num_queries(0, connection=connection):
        assert server_error(rf.get("/toa-soan/x/")).status_code == 500
