"""`python -m tests.kill [N] [--seed S] [--intake FILES]`: kill -9 in the middle, N times.

Web, worker and scheduler run as real processes on a scratch database. Each round
orders a publication over HTTP, kills all three after a random moment, starts them
again and looks for what was lost, doubled or left half done. With `--intake` it is the
workers that are killed, while the archive takes in that many files.
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
    parser.add_argument("--intake", type=int, default=0, metavar="FILES")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else time.time_ns() % 1_000_000
    print(f"{options.rounds} lần giết tiến trình, hạt giống {seed}", flush=True)
    with bare_open() as house:
        # This process looks into the same database as the three it kills.
        house.env["TOASOAN_INCOMING_DIR"] = str(house.folder / "den")
        os.environ.update(house.env)
        django.setup()
        began = time.monotonic()
        dice = random.Random(seed)
        if options.intake:
            intake = importlib.import_module("tests.kill.intake")
            problems = intake.Intake(house, dice).run(options.rounds, options.intake)
        else:
            rounds = importlib.import_module("tests.kill.rounds")
            problems = rounds.Rounds(house, dice).run(options.rounds)
        minutes = (time.monotonic() - began) / 60
    for problem in problems:
        print(f"LỖI {problem}")
    print(f"{options.rounds} lần, {len(problems)} lỗi ({minutes:.1f} phút)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
