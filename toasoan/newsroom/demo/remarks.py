"""What trial people say of a passage of a trial article."""

import re
from typing import Any

from toasoan.content import services as content
from toasoan.content.discussion.comment_spots import item_spots
from toasoan.content.models import ArticlePage
from toasoan.content.services import Passage

NAMED = re.compile(r"@<([^>]+)>")


def remarks_add(
    article: ArticlePage, rows: list[dict[str, Any]], people: dict[str, Any]
) -> None:
    """The article's passages are spoken of; "@<mail address>" names who has it."""
    spots = item_spots(article.get_latest_revision_as_object())
    for row in rows:
        spot = next(each for each in spots if row["quote"] in each.text)
        thread = content.comment_add(
            item=article,
            text=_with_names(row["text"], people),
            by=people[row["by"]],
            passage=Passage(spot=spot.key, exact=row["quote"]),
        )
        for answer in row.get("answers") or []:
            content.comment_add(
                item=article,
                text=_with_names(answer["text"], people),
                by=people[answer["by"]],
                thread=thread,
            )


def _with_names(text: str, people: dict[str, Any]) -> str:
    return NAMED.sub(lambda found: f"@[p:{people[found[1]].pk}]", text)
