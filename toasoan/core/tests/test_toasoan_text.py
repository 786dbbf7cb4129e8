from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template

from toasoan.core.templatetags import toasoan_text
from toasoan.core.templatetags.toasoan_text import IconUnknown

MOMENT = datetime(2026, 11, 23, 1, 15, tzinfo=UTC)


def render(source, **values):
    return Template("{% load toasoan_text %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234567.5, "1.234.567,5"),
        (Decimal("1234567.50"), "1.234.567,5"),
        (1000, "1.000"),
        (0, "0"),
        (-12.6, "\u221212,6"),
        (-0.4, "\u22120,4"),
        (1e16, "10.000.000.000.000.000"),
        (None, ""),
    ],
)
def test_figures(value, shown):
    assert render("{{ v|figures }}", v=value) == shown


def test_figures_with_a_fixed_number_of_decimals():
    assert render("{{ v|figures:1 }}", v=61) == "61,0"
    assert render("{{ v|figures:0 }}", v=61.7) == "62"


def test_money_and_times():
    assert render("{{ v|vnd }}", v=49000) == "49.000\u00a0đồng"
    assert render("{{ v|vnd:'short' }}", v=49000) == "49.000\u00a0đ"
    assert render("{{ v|time_vi }} {{ v|date_vi }}", v=MOMENT) == "08:15 23/11/2026"
    assert render("{{ v|datetime_vi }}", v=MOMENT) == "08:15, 23/11/2026"
    assert render("{{ v|weekday_vi }}", v=MOMENT) == "Thứ Hai, 23/11/2026"
    assert (
        render("{{ v|relative_vi }}", v=MOMENT.replace(year=2020))
        == "08:15, 23/11/2020"
    )


def test_an_absent_value_shows_nothing():
    filters = (
        "figures",
        "vnd",
        "time_vi",
        "date_vi",
        "datetime_vi",
        "weekday_vi",
        "relative_vi",
    )

    assert [render("{{ v|" + name + " }}", v=None) for name in filters] == [""] * 7


def test_numbers_stay_with_their_units():
    shown = render(
        "{{ v|nbsp_units }}", v="Thu 1.987.400 tỷ đồng trong 25 phút <b> 5 nămxưa"
    )

    assert shown == (
        "Thu 1.987.400\u00a0tỷ\u00a0đồng trong 25\u00a0phút &lt;b&gt; 5 nămxưa"
    )


def test_an_icon_is_inline_and_hidden_from_screen_readers():
    svg = render("{% icon 'search' %}")

    assert svg.startswith('<svg class="i" viewBox="0 0 24 24" fill="none"')
    assert 'stroke-width="1.75"' in svg
    assert 'aria-hidden="true"' in svg
    assert '<circle cx="11" cy="11" r="8" />' in svg
    assert "<!--" not in svg
    assert svg.count("<svg") == svg.count("</svg>") == 1


@pytest.mark.parametrize("name", ["no-such-icon", "../fonts/x", "", "Search"])
def test_an_unknown_icon_is_an_error_the_writer_sees(name):
    with pytest.raises(IconUnknown, match=r"list it in static/vendor/manifest\.json"):
        render("{% icon name %}", name=name)


def test_an_icon_is_read_from_disk_once():
    toasoan_text.icon.cache_clear()
    render("{% icon 'bell' %}{% icon 'bell' %}")

    assert toasoan_text.icon.cache_info().misses == 1
