"""`python -m tests.kill [N] [--seed S]`: kill -9 in the middle of publishing, N times.

Web, worker and scheduler run as real processes on a scratch database. Each round
orders a publication over HTTP, kills all three after a random moment, starts them
again and looks for what was lost, doubled or left half done.
"""

import argparse
import importlib
import os
import random
import sys
import time

import django

from bench.corpora import bare_open

DEFAULT_ROUNDS = 100


def main() -> int:
    """Return 0 when no round found anything wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.kill", description=__doc__)
    parser.add_argument("rounds", nargs="?", type=int, default=DEFAULT_ROUNDS)
    parser.add_argument("--seed", type=int, default=None, help="repeat a run's moments")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else time.time_ns() % 1_000_000
    print(f"{options.rounds} lần giết tiến trình, hạt giống {seed}", flush=True)
    with bare_open() as house:
        # This process looks into the same database as the three it kills.
        os.environ.update(house.env)
        django.setup()
        rounds = importlib.import_module("tests.kill.rounds")
        began = time.monotonic()
        problems = rounds.Rounds(house, random.Random(seed)).run(options.rounds)
        minutes = (time.monotonic() - began) / 60
    for problem in problems:
        print(f"LỖI {problem}")
    print(f"{options.rounds} lần, {len(problems)} lỗi ({minutes:.1f} phút)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
