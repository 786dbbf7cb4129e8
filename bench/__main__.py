"""`python -m bench [NAME …] [--quick]`: measure, print the table, write the results."""

import argparse
import importlib
import sys
import time
import traceback
from collections.abc import Sequence

from bench.figures import Figure, file_write, growth_table, results_write, table
from bench.run import Run
from bench.scratch import CACHE, ROOT

BENCHMARKS = (
    "stored_article",
    "first_render",
    "publish_visible",
    "search",
    "similar_photos",
    "archive_search",
    "archive_ingest",
    "archive_film",
    "editor",
    "field",
    "autosave",
    "board",
    "desk_board",
    "memory",
    "page_weight",
    "lighthouse",
)


def main() -> int:
    """Return 0 when every benchmark ran, met its goals or not."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument(
        "--quick", action="store_true", help="few repetitions, 1,000 articles only"
    )
    options = parser.parse_args()
    unknown = sorted(set(options.names) - set(BENCHMARKS))
    if unknown:
        parser.error(
            f"no benchmark {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}"
        )
    names = [name for name in BENCHMARKS if name in (options.names or BENCHMARKS)]
    figures, failed = _measure(names, Run(quick=options.quick))
    _report(figures, failed, whole=not options.quick and len(names) == len(BENCHMARKS))
    return 1 if failed else 0


def _measure(names: Sequence[str], run: Run) -> tuple[list[Figure], list[str]]:
    figures: list[Figure] = []
    failed = []
    for name in names:
        began = time.monotonic()
        run.say(f"--- {name}")
        try:
            found = importlib.import_module(f"bench.{name}").measure(run)
        except Exception:  # noqa: BLE001 - one that fails must not lose the others
            traceback.print_exc()
            failed.append(name)
            continue
        figures += found
        run.say(f"--- {name}: {time.monotonic() - began:.0f} s")
    return figures, failed


def _report(figures: list[Figure], failed: list[str], *, whole: bool) -> None:
    print(f"\n{table(figures)}\n")
    grown = growth_table(figures)
    if grown:
        print(f"{grown}\n")
    for name in failed:
        print(f"FAILED: {name}")
    missed = [figure.id for figure in figures if figure.met is False]
    print(f"{len(figures)} figures, goals missed: {', '.join(missed) or 'none'}")
    if whole and not failed:
        files = results_write(figures)
    else:
        # Part of the figures is no result of the house.
        files = [CACHE / "partial.json"]
        file_write(files[0], figures)
    print("written: " + ", ".join(str(file.relative_to(ROOT)) for file in files))


if __name__ == "__main__":
    sys.exit(main())
