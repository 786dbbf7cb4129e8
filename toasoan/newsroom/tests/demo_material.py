"""The trial material as it lies on disk, for the tests that hold its rules."""

import re
from pathlib import Path

import yaml


def words(text):
    return set(text.split())


DEMO = Path(__file__).resolve().parents[1] / "demo"
UNIT_KEYS = ["tbtc", "tctc", "thue", "hq", "nq", "ck"]
UNIT_ROLES = words(
    "reporter desk_editor head_of_desk editorial_secretary deputy_editor_in_chief"
    " editor_in_chief photo_video_editor social_editor archivist analyst"
    " unit_administrator"
)
MINISTRY_ROLES = words(
    "ministry_office ministry_it ministry_planning_finance ministry_school"
    " ministry_leadership platform_administrator"
)
FIELDS = words(
    "public_finance tax customs treasury securities banking_insurance economy"
    " society world"
)
GENRES = words("tin bai phong-su phong-van binh-luan anh video infographic")
WORKING_STATES = words("pitched approved in_progress submitted returned scheduled")
PUBLIC_STATES = {"published", "corrected", "taken_down"}
STATES = WORKING_STATES | PUBLIC_STATES | {"embargoed", "rejected", "dropped"}
BLOCKS = {
    "paragraph": {"text"},
    "heading": {"text"},
    "image": {"picture", "caption", "alt"},
    "pull_quote": {"text", "by", "title"},
    "box": {"title", "points"},
    "table": {"caption", "unit", "header", "rows", "source", "sum_row"},
    "gallery": {"pictures", "caption"},
    "embed": {"url", "title"},
}


def load(name):
    return yaml.safe_load((DEMO / name).read_text(encoding="utf-8"))


HOUSE = yaml.safe_load(
    (DEMO.parents[1] / "units/data/press_units.yaml").read_text(encoding="utf-8")
)
TRIAL = {row["key"]: row for row in load("units.yaml")["units"]}
UNITS = {row["key"]: {**row, **TRIAL[row["key"]]} for row in HOUSE["units"]}
PEOPLE = {row["email"]: row for row in load("people.yaml")["people"]}
PICTURES = {row["key"]: row for row in load("pictures.yaml")["pictures"]}
STORIES = [
    (unit, story)
    for unit in UNIT_KEYS
    for story in load(f"stories/{unit}.yaml")["stories"]
]
ARTICLES = [(unit, story) for unit, story in STORIES if "article" in story]


def ids(pair):
    return f"{pair[0]}-{pair[1]['key']}"


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def plain(text):
    return re.sub(r"<[^>]*>", "", text)


def syllables(*texts):
    return sum(len(plain(text).split()) for text in texts)


def body_syllables(article):
    parts = ("text", "points", "rows", "header", "title")
    return sum(
        syllables(*strings([block[key] for key in parts if key in block]))
        for block in article["body"]
    )


def people_of(unit):
    return {
        email
        for email, person in PEOPLE.items()
        if any(post["unit"] == unit for post in person["memberships"])
    }


def pictures_of(article):
    yield from filter(None, [article.get("picture")])
    for block in article["body"]:
        yield from filter(None, [block.get("picture")])
        yield from block.get("pictures", [])
