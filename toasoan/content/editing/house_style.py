"""Looking for what a unit does not write. The editor's script looks the same way."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from toasoan.content.models import HouseStyleRule
from toasoan.core.text import nfc

# A word ends where no letter, mark or digit follows: \b would split "ngày 2/9".
EDGE = r"\w"


@dataclass(frozen=True)
class StyleHit:
    """A rule the text breaks, and how often."""

    rule: HouseStyleRule
    times: int


def style_hits(text: str, rules: Iterable[HouseStyleRule]) -> Iterator[StyleHit]:
    """Yield each rule the text breaks, in the order of the rules."""
    stored = nfc(text)
    for rule in rules:
        times = len(_pattern(rule.wrong, rule.match_case).findall(stored))
        if times:
            yield StyleHit(rule, times)


@lru_cache(maxsize=4096)
def _pattern(words: str, match_case: bool) -> re.Pattern[str]:  # noqa: FBT001 - a key
    spaced = r"\s+".join(re.escape(word) for word in nfc(words).split())
    flags = re.UNICODE if match_case else re.UNICODE | re.IGNORECASE
    return re.compile(f"(?<!{EDGE}){spaced}(?!{EDGE})", flags)
