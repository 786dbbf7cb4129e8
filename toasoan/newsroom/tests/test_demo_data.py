"""The trial material is complete, consistent and typographically clean."""

import re
import subprocess
import unicodedata
from collections import Counter
from shutil import which

import pytest
import yaml
from PIL import Image

from toasoan.newsroom.tests.demo_material import (
    ARTICLES,
    BLOCKS,
    DEMO,
    FIELDS,
    GENRES,
    MINISTRY_ROLES,
    PEOPLE,
    PICTURES,
    PUBLIC_STATES,
    STATES,
    STORIES,
    UNIT_KEYS,
    UNIT_ROLES,
    UNITS,
    WORKING_STATES,
    body_syllables,
    ids,
    people_of,
    pictures_of,
    plain,
    strings,
    syllables,
)


def test_every_file_is_in_composed_unicode():
    for path in DEMO.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name


def test_no_text_carries_a_straight_double_quote():
    for path in DEMO.rglob("*.yaml"):
        for text in strings(yaml.safe_load(path.read_text(encoding="utf-8"))):
            assert '"' not in plain(text), (path.name, text[:60])
            assert text.count("“") == text.count("”"), (path.name, text[:60])


def test_the_six_units_are_described():
    assert list(UNITS) == UNIT_KEYS
    assert set(UNITS["tbtc"]["subjects"]) == FIELDS
    for unit in UNITS.values():
        assert set(unit["subjects"]) <= FIELDS
        assert 3 <= len(unit["desks"]) <= 4
        assert all(row["subject"] in unit["subjects"] for row in unit["sections"])
        assert 1 <= len(unit["topics"]) <= 2
        assert "tên minh họa" in unit["imprint"]["editor_in_chief"]
        assert unit["imprint"]["email"] == f"bandoc@{unit['key']}.vidu.vn"


def test_pen_names_point_to_people_and_portraits_that_exist():
    for unit in UNITS.values():
        slugs = [author["slug"] for author in unit["authors"]]
        assert len(slugs) == len(set(slugs))
        for author in unit["authors"]:
            assert author["person"] is None or author["person"] in PEOPLE
            assert author.get("picture") is None or author["picture"] in PICTURES


@pytest.mark.parametrize("unit", UNIT_KEYS)
def test_every_unit_has_every_role_and_two_reporters(unit):
    roles = Counter(
        post["role"]
        for person in PEOPLE.values()
        for post in person["memberships"]
        if post["unit"] == unit
    )
    assert set(roles) == UNIT_ROLES
    assert roles["reporter"] == 2


def test_posts_name_units_and_desks_that_exist():
    for person in PEOPLE.values():
        assert person["email"].isascii()
        for post in person["memberships"]:
            if post["unit"] is None:
                assert post["role"] in MINISTRY_ROLES
                continue
            desks = {desk["key"] for desk in UNITS[post["unit"]]["desks"]}
            assert post["desk"] is None or post["desk"] in desks


def test_the_ministry_has_every_role_and_one_platform_administrator():
    roles = Counter(
        post["role"]
        for person in PEOPLE.values()
        for post in person["memberships"]
        if post["unit"] is None
    )
    assert set(roles) == MINISTRY_ROLES
    assert roles["platform_administrator"] == 1


def test_one_photo_editor_works_for_two_units():
    shared = [row for row in PEOPLE.values() if len(row["memberships"]) == 2]
    assert [row["full_name"] for row in shared] == ["Bùi Gia Bảo"]
    assert {post["unit"] for post in shared[0]["memberships"]} == {"tbtc", "hq"}


@pytest.mark.parametrize("row", PICTURES.values(), ids=list(PICTURES))
def test_a_picture_is_a_small_jpeg_of_the_stated_size(row):
    path = DEMO / "pictures" / row["file"]
    assert path.stat().st_size <= 110_000
    with Image.open(path) as image:
        assert image.format == "JPEG"
        assert list(image.size) == row["size"]
    assert all(0 < part < 1 for part in row["focal"])
    assert row["unit"] in UNITS
    assert row["credit"] == f"Ảnh: {row['photographer']}"


def test_no_picture_file_is_left_undescribed():
    files = {path.name for path in (DEMO / "pictures").iterdir()}
    assert files == {row["file"] for row in PICTURES.values()}


@pytest.mark.skipif(which("exiftool") is None, reason="exiftool is not installed")
def test_a_picture_carries_its_caption_credit_and_copyright_inside():
    row = PICTURES["cua-khau"]
    tags = [
        "-IPTC:Caption-Abstract",
        "-IPTC:Credit",
        "-XMP-dc:Rights",
        "-EXIF:Copyright",
    ]
    out = subprocess.run(
        ["exiftool", "-s3", *tags, str(DEMO / "pictures" / row["file"])],
        capture_output=True,
        check=True,
        text=True,
    )
    assert out.stdout.splitlines() == [
        row["caption"],
        row["credit"],
        row["copyright"],
        row["copyright"],
    ]


@pytest.mark.parametrize("unit", UNIT_KEYS)
def test_every_unit_shows_every_working_state_and_published_articles(unit):
    states = Counter(story["state"] for owner, story in STORIES if owner == unit)
    assert set(states) >= WORKING_STATES
    assert states["published"] + states["corrected"] >= 5


@pytest.mark.parametrize("unit", UNIT_KEYS)
def test_every_section_has_something_to_read(unit):
    stays = PUBLIC_STATES - {"taken_down"}
    filled = {s["section"] for u, s in STORIES if u == unit and s["state"] in stays}
    assert filled == {row["slug"] for row in UNITS[unit]["sections"]}


def test_the_states_are_spread_over_the_group():
    states = Counter(story["state"] for _, story in STORIES)
    assert set(states) == STATES
    assert states["corrected"] == 3
    assert states["taken_down"] == 2
    assert sum(states[state] for state in PUBLIC_STATES) * 2 >= len(STORIES)
    embargoed = {unit for unit, story in STORIES if story["state"] == "embargoed"}
    assert embargoed == {"tbtc", "ck"}
    waiting = {s["waiting_step"] for _, s in STORIES if s["state"] == "submitted"}
    assert waiting == {
        "desk_editor",
        "head_of_desk",
        "editorial_secretary",
        "editor_in_chief",
    }


def test_several_articles_appear_today_and_all_within_ten_days():
    offsets = [
        story["published_offset_minutes"]
        for _, story in STORIES
        if story["state"] in PUBLIC_STATES
    ]
    assert sum(offset > -240 for offset in offsets) >= 8
    assert min(offsets) >= -10 * 24 * 60
    assert max(offsets) < 0


@pytest.mark.parametrize("pair", STORIES, ids=ids)
def test_a_story_names_only_things_that_exist(pair):
    unit, story = pair
    staff = people_of(unit)
    assert story["genre"] in GENRES
    assert story["field"] in FIELDS
    assert 1 <= story["priority"] <= 6
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", story["slugline"])
    assert story["desk"] in {row["key"] for row in UNITS[unit]["desks"]}
    assert story["section"] in {row["slug"] for row in UNITS[unit]["sections"]}
    assert story["pitched_by"] in staff
    given = {row["assignee"] for row in story["coverages"] if "assignee" in row}
    assert given <= staff
    own_keys = {row["key"] for owner, row in STORIES if owner == unit}
    assert set(story.get("related", [])) <= own_keys - {story["key"]}
    for copy in story.get("syndicate_to", []):
        sections = {row["slug"] for row in UNITS[copy["unit"]]["sections"]}
        assert copy["section"] in sections


@pytest.mark.parametrize("pair", STORIES, ids=ids)
def test_a_story_carries_what_its_state_needs(pair):
    _, story = pair
    state = story["state"]
    needed = {
        "submitted": "waiting_step",
        "returned": "returned",
        "rejected": "closed",
        "dropped": "closed",
        "scheduled": "published_offset_minutes",
        "embargoed": "embargo_offset_minutes",
        "corrected": "correction",
        "taken_down": "takedown",
        "published": "published_offset_minutes",
    }
    assert state not in needed or needed[state] in story
    if state in {"scheduled", "embargoed"}:
        assert story["published_offset_minutes"] > 0
    has_article = state not in {"pitched", "approved", "rejected", "dropped"}
    assert ("article" in story) is has_article


def test_only_refused_stories_lie_outside_the_remit():
    outside = [
        (unit, story["state"])
        for unit, story in STORIES
        if story["field"] not in UNITS[unit]["subjects"]
    ]
    assert sorted(outside) == [("tctc", "rejected"), ("thue", "dropped")]


@pytest.mark.parametrize("pair", ARTICLES, ids=ids)
def test_an_article_keeps_the_lengths_and_names_real_parts(pair):
    unit, story = pair
    article = story["article"]
    assert article["source"] == "Tin minh họa"
    assert len(article["headline"]) <= 90
    assert syllables(article["sapo"]) <= 60
    slugs = {row["slug"] for row in UNITS[unit]["authors"]}
    assert {row["slug"] for row in article["authors"]} <= slugs
    roles = {row["role"] for row in article["authors"]}
    assert roles <= {"viet", "anh", "bien-dich", "tong-hop"}
    topics = {row["slug"] for row in UNITS[unit]["topics"]}
    assert article.get("topic") is None or article["topic"] in topics
    for key in pictures_of(article):
        picture = PICTURES[key]
        assert picture["unit"] == unit or picture["shared"]


@pytest.mark.parametrize("pair", ARTICLES, ids=ids)
def test_the_blocks_of_an_article_are_well_formed(pair):
    for block in pair[1]["article"]["body"]:
        assert set(block) == {"type"} | BLOCKS[block["type"]]
        if block["type"] == "box":
            assert 1 <= len(block["points"]) <= 5
        if block["type"] == "gallery":
            assert len(block["pictures"]) == 3
        if block["type"] == "table":
            width = len(block["header"])
            assert {len(row) for row in block["rows"]} == {width}
        tags = set(re.findall(r"<(\w+)", block.get("text", "")))
        assert tags <= {"b", "i", "a"}


@pytest.mark.parametrize(
    "pair", [pair for pair in ARTICLES if pair[1]["state"] in PUBLIC_STATES], ids=ids
)
def test_a_published_article_has_a_real_body_and_a_picture(pair):
    _, story = pair
    article = story["article"]
    assert article["picture"] in PICTURES
    assert article["picture_caption"]
    length = body_syllables(article)
    if story["genre"] == "tin":
        assert 120 <= length <= 200
    elif story["genre"] not in {"anh", "infographic"}:
        taken_down = story["state"] == "taken_down"
        assert length >= (120 if taken_down else 250)


def test_one_article_is_long_and_one_uses_every_block():
    lengths = [body_syllables(s["article"]) for u, s in ARTICLES if u == "tbtc"]
    assert max(lengths) >= 2000
    kinds = [{b["type"] for b in s["article"]["body"]} for _, s in ARTICLES]
    assert set(BLOCKS) in kinds


def test_interviews_put_the_questions_in_bold():
    talks = [s for _, s in ARTICLES if s["genre"] == "phong-van"]
    assert len(talks) == 6
    for story in talks:
        asked = [
            block
            for block in story["article"]["body"]
            if block.get("text", "").startswith("<b>")
        ]
        assert len(asked) >= 5


def test_sum_rows_add_up():
    for _, story in ARTICLES:
        for block in story["article"]["body"]:
            if block["type"] == "table" and block["sum_row"]:
                check_sum(block)


def check_sum(block):
    def number(cell):
        return float(cell.replace(".", "").replace(",", ".").replace("−", "-"))

    *parts, total = block["rows"]
    for column in range(1, len(block["header"])):
        cells = [row[column] for row in parts]
        if any("%" in cell for cell in cells):
            continue
        found = sum(number(cell) for cell in cells)
        assert found == pytest.approx(number(total[column])), block["caption"]
