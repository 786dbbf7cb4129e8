"""The boards of a unit with 2,000 items in stages, and the preview of a 5,000-word article."""

import time

from bench.board import WARM_UP, cookie_of, figure_of
from bench.figures import Figure
from bench.house import House
from bench.machine import cpu_loop_ms
from bench.run import UNIT, Run
from bench.scratch import inside

ITEMS, QUICK_ITEMS, SYLLABLES = 2_000, 100, 5_000
GOAL_BOARD_MS, GOAL_PREVIEW_MS = 250, 300
BOARDS = "/toa-soan/ban/"


def measure(run: Run) -> list[Figure]:
    """Return p95 of the house's board, of one desk's, of a preview, and of what changed."""
    with run.house() as house:
        filled = inside(
            house.env,
            "desks",
            unit_key=UNIT,
            items=run.often(ITEMS, QUICK_ITEMS),
            syllables=SYLLABLES,
        )
        house.start()
        house.wait_both_up()
        loop_ms = cpu_loop_ms()
        cookie = cookie_of(filled["chief"])
        house_note = f"{filled['items']} items at {filled['desks']} desks"
        changed = f"{BOARDS}dieu-hanh/?chi={filled['some']}"
        asked = (
            ("house", f"{BOARDS}dieu-hanh/", {}, GOAL_BOARD_MS, house_note),
            ("desk", f"{BOARDS}{filled['desk']}/", {}, GOAL_BOARD_MS, house_note),
            ("changed", changed, {"X_Background": "1"}, None, house_note),
            (
                "preview",
                f"{BOARDS}bai/{filled['long']}/",
                {"X_Sheet": "1"},
                GOAL_PREVIEW_MS,
                f"{filled['syllables']} syllables",
            ),
        )
        times = run.often(40, 8)
        return [
            figure_of(
                f"desk_board_{name}",
                _asked(house, address, {"Cookie": cookie, **headers}, times),
                loop_ms,
                goal,
                note,
            )
            for name, address, headers, goal, note in asked
        ]


def _asked(
    house: House, address: str, headers: dict[str, str], times: int
) -> list[float]:
    """Return the milliseconds of each answer, the first ones left out."""
    asker, taken = house.asker(), []
    for number in range(WARM_UP + times):
        began = time.perf_counter()
        answer = asker.get(address, **headers)
        if answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status}")
        if number >= WARM_UP:
            taken.append((time.perf_counter() - began) * 1000)
    return taken
