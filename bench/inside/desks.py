"""Fills the desks of a unit with drafts, and signs its chief in before them."""

import random
from datetime import timedelta
from typing import Any

from wagtail.rich_text import RichText

from bench.articles import SENTENCE, article_draft
from bench.inside.planning import SEED, session_of
from toasoan.content.models import ArticlePage, ItemPlace, Stage
from toasoan.core import clock
from toasoan.core.text import syllable_count
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role
from toasoan.units.selectors import desk_list, people_with_role

PARAGRAPHS = 12
# Nothing takes itself there that is not handed in, approved or public.
TAKES = (Stage.Takes.INCOMING, Stage.Takes.WRITING)
DAYS = 10


def answer(unit_key: str, items: int, syllables: int) -> dict[str, Any]:
    """Write the drafts into stages; return keys of what is asked for, and a session."""
    unit = PressUnit.objects.get(key=unit_key)
    reporter = people_with_role(Role.REPORTER, unit).first()
    desks = list(desk_list(unit))
    stages = list(Stage.objects.filter(desk__in=desks, takes__in=TAKES))
    text = "".join(f"<p>{SENTENCE} {SENTENCE}</p>" for _ in range(PARAGRAPHS))
    made = [
        article_draft(
            unit,
            f"Bài số {number} về thu ngân sách và chi đầu tư công",
            [("text", RichText(text))],
            reporter,
        )
        for number in range(items)
    ]
    _lay(made, stages)
    long = article_draft(unit, "Bài dài để xem nhanh", _body(syllables), reporter)
    _lay([long], stages)
    return {
        "chief": session_of(people_with_role(Role.EDITOR_IN_CHIEF, unit).first()),
        "items": ItemPlace.objects.filter(stage__in=stages).count(),
        "desks": len(desks),
        "desk": desks[0].pk,
        "long": long.pk,
        "some": ",".join(str(item.pk) for item in made[:3]),
        "syllables": syllable_count(long.body_text()),
    }


def _lay(items: list[ArticlePage], stages: list[Stage]) -> None:
    dice = random.Random(SEED)
    pks = [item.pk for item in items]
    ItemPlace.objects.filter(item__in=pks).delete()
    ItemPlace.objects.bulk_create(
        ItemPlace(
            item_id=pk,
            stage=dice.choice(stages),
            since=clock.now() - timedelta(minutes=dice.randrange(DAYS * 24 * 60)),
        )
        for pk in pks
    )


def _body(syllables: int) -> list[tuple[str, Any]]:
    """Return thirty blocks of that many syllables in all."""
    sentences = syllables // syllable_count(SENTENCE) + 1
    each = -(-sentences // 30)
    return [("text", RichText(f"<p>{' '.join([SENTENCE] * each)}</p>"))] * 30
