"""The sentences that generated articles are made of.

A folder of real texts is best: name it in TOASOAN_BENCH_TEXTS. Without one, sentences
are drawn from the trial stories, each word after one that it follows there, with a
tail of rare syllables and figures, so that common and rare words both occur as often
as they do in print.
"""

import os
import random
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from bench.scratch import ROOT

STORIES = ROOT / "toasoan" / "newsroom" / "demo" / "stories"
N_SENTENCES = 120_000
SEED = 2866
LENGTHS = (8, 45)
# One word in so many is a rare syllable or a figure.
RARE_EVERY = 14
ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gi",
    "h",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
RIMES = [
    "an",
    "ăn",
    "ân",
    "ang",
    "ăng",
    "âng",
    "anh",
    "ao",
    "au",
    "âu",
    "ay",
    "ây",
    "em",
    "ên",
    "êm",
    "eo",
    "êu",
    "ia",
    "iên",
    "iêu",
    "inh",
    "iu",
    "oa",
    "oai",
    "oan",
    "oang",
    "oe",
    "oi",
    "om",
    "on",
    "ong",
    "ôi",
    "ôn",
    "ông",
    "ơi",
    "ơm",
    "ơn",
    "ua",
    "uân",
    "ui",
    "un",
    "ung",
    "uôi",
    "uôn",
    "uông",
    "uy",
    "uyên",
    "ưa",
    "ưi",
    "ươi",
    "ươn",
    "ương",
    "ưu",
    "át",
    "ắt",
    "ất",
    "ác",
    "ắc",
    "ách",
    "ạp",
    "ập",
    "ét",
    "ẹp",
    "ích",
    "ít",
    "iếc",
    "iệt",
    "óc",
    "ọc",
    "ốc",
    "ốp",
    "ợt",
    "ức",
    "ước",
    "ượt",
]
Followers = dict[str, list[str]]


def given_folder() -> Path | None:
    """Return the folder of real texts that TOASOAN_BENCH_TEXTS names, or None."""
    named = os.environ.get("TOASOAN_BENCH_TEXTS", "")
    return Path(named) if named else None


def texts_name() -> str:
    """Return what the articles' words come from, as results name it."""
    return "a folder of real texts" if given_folder() else "words of the trial stories"


def texts_mark() -> str:
    """Return what differs when the texts differ."""
    folder = given_folder()
    if folder is None:
        return "trial stories"
    files = sorted(folder.glob("*.txt"))
    return " ".join(f"{file.name}:{file.stat().st_size}" for file in files)


def texts_folder(scratch: Path) -> Path:
    """Return a folder of texts, written into `scratch` when none was given."""
    given = given_folder()
    if given is not None:
        return given
    folder = scratch / "texts"
    folder.mkdir(exist_ok=True)
    lines = "\n".join(_sentences(_followers(), random.Random(SEED)))
    (folder / "sentences.txt").write_text(lines, "utf-8")
    return folder


def _followers() -> Followers:
    """Return word → words that follow it, each as often as it does; "" starts."""
    found: Followers = {}
    for file in sorted(STORIES.glob("*.yaml")):
        for text in _strings(yaml.safe_load(file.read_text("utf-8"))):
            for sentence in re.split(r"[.:;?!]\s+", text):
                words = ["", *sentence.strip(" .").split()]
                if len(words) < LENGTHS[0]:
                    continue
                for word, following in pairwise(words):
                    found.setdefault(word, []).append(following)
    return found


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield re.sub(r"<[^>]*>", "", node)
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)


def _sentences(followers: Followers, dice: random.Random) -> Iterator[str]:
    for _ in range(N_SENTENCES):
        words: list[str] = []
        word = ""
        for _step in range(dice.randint(*LENGTHS)):
            word = dice.choice(followers.get(word) or followers[""])
            words.append(word)
            if dice.randrange(RARE_EVERY) == 0:
                words.append(_rare(dice))
        yield " ".join(words) + "."


def _rare(dice: random.Random) -> str:
    if dice.randrange(3) == 0:
        return str(dice.randint(1, 9999))
    return dice.choice(ONSETS) + dice.choice(RIMES)
