"""Runs named commands one after another and reports each with its time."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Step:
    """One command with the name it is reported by."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)


def python(*arguments: str) -> list[str]:
    """Return a command that runs this Python."""
    return [sys.executable, *arguments]


def steps_run(steps: Sequence[Step]) -> int:
    """Run all steps, whatever fails; return 1 when one of them did."""
    failed = [step.name for step in steps if not _run(step)]
    print(f"\n{len(steps) - len(failed)} of {len(steps)} steps passed", flush=True)
    for name in failed:
        print(f"  failed: {name}", flush=True)
    return 1 if failed else 0


def _run(step: Step) -> bool:
    print(f"\n--- {step.name}", flush=True)
    began = time.monotonic()
    done = subprocess.run(
        step.command, cwd=ROOT, env={**os.environ, **step.env}, check=False
    )
    word = "ok" if done.returncode == 0 else f"FAILED ({done.returncode})"
    print(f"--- {step.name}: {word}, {time.monotonic() - began:.1f} s", flush=True)
    return done.returncode == 0
