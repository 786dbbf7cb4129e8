import html as html_text
import json
import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import sync_playwright
from wagtail.admin.widgets import AdminDateTimeInput, AdminPageChooser, BaseChooser
from wagtail.models import Page

from toasoan.security.tests.test_sign_in import sign_in

START = re.compile(
    r'<toasoan-start data-call="(\w+)" data-arguments=(["\'])(.*?)\2 hidden>'
)


TEMPLATES = Path(__file__).parent / "templates"


def calls(html):
    assert "<script" not in html
    return [
        (name, json.loads(html_text.unescape(arguments)))
        for name, _quote, arguments in START.findall(html)
    ]


def test_a_chooser_starts_from_data(db):
    html = AdminPageChooser().render("rel", None, {"id": "id_rel"})

    ((name, arguments),) = calls(html)
    assert name == "PageChooser"
    assert arguments[0] == "id_rel"
    assert arguments[1]["modalUrl"] == "/toa-soan/choose-page/"


def test_a_date_field_starts_from_data():
    html = AdminDateTimeInput().render("at", None, {"id": 'id_"x"-1'})

    ((name, arguments),) = calls(html)
    assert name == "initDateTimeChooser"
    assert arguments[0] == 'id_"x"-1'
    assert arguments[1]["format"]


def test_a_chooser_with_an_unknown_start_fails_loudly(db):
    class Odd(BaseChooser):
        model = Page

        def get_chooser_modal_url(self):
            return "/x/"

        def render_js_init(self, id_, name, value_data):
            return "alert(1)"

    with pytest.raises(ValueError, match="Odd starts by unknown script"):
        Odd().render("rel", None, {"id": "id_rel"})
    with pytest.raises(TypeError):
        Odd().render("rel", None, {})


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("wagtailadmin/panels/inline_panel.html", "InlinePanel"),
        ("wagtailadmin/panels/multiple_chooser_panel.html", "MultipleChooserPanel"),
    ],
)
def test_panels_of_children_start_from_data(template, name):
    options = json.dumps({"formsetPrefix": "id_links", "emptyChildFormPrefix": "<b>"})
    html = render_to_string(
        template,
        {
            "self": {"formset": {"prefix": "links"}},
            "options_json": options,
            "chooser_widget_definition": {},
        },
    )
    html = re.sub(r'<script id="[^"]+" type="application/json">.*?</script>', "", html)

    assert calls(html) == [(name, [json.loads(options)])]


@pytest.mark.browser
def test_a_browser_starts_the_widgets_and_reports_no_violation(
    live_server, client, chief, chromium, settings
):
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], TEMPLATES]}
    ]
    sign_in(client)
    cookie = {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "url": live_server.url,
    }
    heard = []
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        context = browser.new_context()
        context.add_cookies([cookie])
        page = context.new_page()
        page.on("console", lambda line: heard.append(line.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.goto(f"{live_server.url}/toa-soan/thu/bieu-mau/")
        page.wait_for_load_state("networkidle")
        started = page.evaluate(
            """() => ["day", "at", "hour"].map(
              (name) => !!jQuery("#id_" + name).data("xdsoft_datetimepicker")
            ).concat([!!document.getElementById("id_page-chooser").widget])"""
        )
        injected = page.evaluate(
            """() => {
              document.body.insertAdjacentHTML(
                "beforeend",
                '<toasoan-start data-call="alert" data-arguments="[1]">' +
                '</toasoan-start><style>body{color:rgb(1,2,3)}</style>');
              return getComputedStyle(document.body).color;
            }"""
        )
        browser.close()
    assert started == [True, True, True, True]
    violations = [line for line in heard if "Content Security Policy" in line]
    assert len(violations) == 1  # the injected sheet, and nothing before it
    assert "style-src" in violations[0]
    assert injected != "rgb(1, 2, 3)"
