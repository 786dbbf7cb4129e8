"""A figure with its yardstick, the table people read, the file machines read."""

import json
import os
import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured value.

    Attributes:
        measure: stable name, the same for every size of the data.
        yardstick: what `yardstick_of` measured in the same run.
        goal: bound of the value, or of the ratio when `goal_on_ratio`; None when
            the figure is only there to be read beside others.
        goal_is_least: the goal is a lower bound.
        n_articles: size of the database; None where it has no part in it.
    """

    measure: str
    value: float
    unit: str
    yardstick: float
    yardstick_of: str
    goal: float | None = None
    goal_is_least: bool = False
    goal_on_ratio: bool = False
    n_articles: int | None = None
    note: str = ""

    @property
    def id(self) -> str:
        """The name of this figure among all of a run."""
        if self.n_articles is None:
            return self.measure
        return f"{self.measure}_n{self.n_articles}"

    @property
    def ratio(self) -> float:
        """The value in yardsticks."""
        return self.value / self.yardstick if self.yardstick else 0.0

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None without a goal."""
        if self.goal is None:
            return None
        judged = self.ratio if self.goal_on_ratio else self.value
        return judged >= self.goal if self.goal_is_least else judged <= self.goal

    @property
    def goal_words(self) -> str:
        """The goal as the table shows it."""
        if self.goal is None:
            return ""
        sign = "≥" if self.goal_is_least else "≤"
        return f"{'ratio ' if self.goal_on_ratio else ''}{sign} {self.goal:g}"

    def as_json(self) -> dict[str, Any]:
        """Return the figure as results files hold it."""
        return {
            "id": self.id,
            "value": _rounded(self.value),
            "unit": self.unit,
            "yardstick": _rounded(self.yardstick),
            "ratio": _rounded(self.ratio),
            "goal": self.goal,
            "met": self.met,
            "measure": self.measure,
            "yardstick_of": self.yardstick_of,
            "goal_is": self.goal_words,
            "n_articles": self.n_articles,
            "note": self.note,
        }


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines of text, one a figure."""
    head = ("figure", "value", "unit", "yardstick", "ratio", "goal", "met")
    rows = [head, *(_row(figure) for figure in figures)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    lines = [
        "  ".join(
            cell.rjust(width) if i in {1, 3, 4} else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def growth_table(figures: Sequence[Figure]) -> str:
    """Return how each measure changes with the number of articles, or ""."""
    by_measure: dict[str, dict[int, Figure]] = {}
    for figure in figures:
        if figure.n_articles is not None:
            by_measure.setdefault(figure.measure, {})[figure.n_articles] = figure
    grown = {name: sizes for name, sizes in by_measure.items() if len(sizes) > 1}
    if not grown:
        return ""
    lines = ["How each grows with the number of articles:"]
    width = max(len(name) for name in grown)
    for name, sizes in grown.items():
        low, high = min(sizes), max(sizes)
        steps = "   ".join(f"{n}: {_short(sizes[n].value)}" for n in sorted(sizes))
        factor = sizes[high].value / sizes[low].value if sizes[low].value else 0
        lines.append(
            f"  {name.ljust(width)}  {steps} {sizes[high].unit}"
            f"   (x{factor:.2f} for x{high // low})"
        )
    return "\n".join(lines)


def results_write(figures: Sequence[Figure]) -> list[Path]:
    """Write the run's figures to the dated file and to latest.json."""
    # What the machine is, not whose: names of hosts and folders stay out.
    machine = f"{os.cpu_count()}cpu-{platform.machine()}"
    dated = RESULTS / f"{time.strftime('%Y-%m-%d')}-{machine}.json"
    files = [dated, RESULTS / "latest.json"]
    for file in files:
        file_write(file, figures)
    return files


def file_write(file: Path, figures: Sequence[Figure]) -> None:
    """Write the figures as one JSON list."""
    file.parent.mkdir(parents=True, exist_ok=True)
    rows = [figure.as_json() for figure in figures]
    file.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _row(figure: Figure) -> tuple[str, ...]:
    met = {None: "", True: "yes", False: "NO"}[figure.met]
    return (
        figure.id,
        _short(figure.value),
        figure.unit,
        _short(figure.yardstick),
        f"{figure.ratio:.3g}",
        figure.goal_words,
        met,
    )


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")
