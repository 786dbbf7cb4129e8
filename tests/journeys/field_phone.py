"""What a person does with the app for the field, and what the newsroom then has."""

import hashlib
import json

from PIL import Image
from playwright.sync_api import expect

REPORTER = "thu.ha@tbtc.vidu.vn"
EDITOR = "minh.duc@tbtc.vidu.vn"
CHIEF = "thi.lan@tbtc.vidu.vn"
STAFF = "Ảnh của đơn vị"
GIVE = """
from toasoan.planning.models import Genre
from toasoan.planning.services import *
from toasoan.units.models import *
from toasoan.security.models import User
from toasoan.content.selectors import sections_of
unit = PressUnit.objects.get(key="tbtc")
by = User.objects.get(email="dinh.khai@tbtc.vidu.vn")
to = User.objects.get(email="thu.ha@tbtc.vidu.vn")
story = story_pitch(unit=unit, desk=unit.desks.first(), slugline="hien-truong",
    title={title!r}, brief="Tin và ảnh", subject=unit.subjects.first(), by=by,
    section=sections_of(unit).first(), genre=Genre.objects.get(code="tin"))
story = story_approve(story=story, by=by)
part = coverage_add(story=story, kind={kind!r}, by=by)
assignment_give(coverage=part, assignee=to, by=by)
"""
LOOK = """
import json
from toasoan.content.models import *
from toasoan.archive.models import *
found = ArticlePage.objects.filter(title={title!r}) | ArticlePage.objects.filter(story__title={title!r})
print("LOOK" + json.dumps([dict(pk=a.pk, live=a.live, title=a.get_latest_revision_as_object().title,
    sapo=a.get_latest_revision_as_object().sapo, body=a.get_latest_revision_as_object().body_text(),
    sums=[p.content_hash for p in a.get_latest_revision_as_object().photos()],
    submitted=a.reviews.count(), at=a.latest_revision_created_at.year,
    revisions=a.revisions.count()) for a in found]))
print("PHOTOS", Photo.objects.count(), Upload.objects.exclude(state="kept").count())
"""
SHIFT = """
(() => {
  const real = Date;
  const shift = %d;
  class Shifted extends real {
    constructor(...args) { args.length ? super(...args) : super(real.now() + shift); }
    static now() { return real.now() + shift; }
  }
  window.Date = Shifted;
})();
"""


def give(house, title, kind="text"):
    house.manage("shell", "-c", GIVE.format(title=title, kind=kind))


def look(house, title):
    said = house.manage("shell", "-c", LOOK.format(title=title))
    return json.loads(next(x for x in said.splitlines() if x.startswith("LOOK"))[4:])


def photo(folder, name, width):
    path = folder / f"{name}.jpg"
    Image.effect_noise((width, width * 2 // 3), 90).convert("RGB").save(
        path, quality=92
    )
    return path


def sum_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def open_app(desk):
    """Open the app and wait until the phone keeps it."""
    page = desk.page
    page.goto(desk.house.url("/hien-truong/"))
    expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def begin(page, title):
    row = page.locator("article.it", has_text=title)
    row.get_by_role("button").first.click()
    expect(page.locator("#title")).to_be_visible()


def type_piece(page, title, text="Ghe về đông từ bốn giờ."):
    page.fill("#title", title)
    page.fill("#sapo", "Chợ họp sớm hơn mọi năm.")
    page.fill("#body", text)


def add_photo(page, path):
    before = page.locator(".shot").count()
    page.set_input_files("#add-photo", str(path))
    expect(page.locator(".shot")).to_have_count(before + 1)
    page.get_by_role("radio", name=STAFF).check()


def sent(page, timeout=60_000):
    expect(page.locator(".sent").first).to_have_attribute(
        "data-state", "done", timeout=timeout
    )
