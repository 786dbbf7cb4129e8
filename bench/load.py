"""Load on one address: wrk where it is installed, a small generator where not."""

import re
import shutil
import subprocess
import sys

CONNECTIONS = 16


def requests_per_second(url: str, *, host: str, encoding: str, seconds: float) -> float:
    """Return how many answers a second the address gives to 16 connections.

    Raises:
        RuntimeError: some answers were not 2xx, or none came.
    """
    headers = {"Host": host, "Accept-Encoding": encoding}
    if shutil.which("wrk"):
        return _wrk(url, headers, seconds)
    return _own(url, headers, seconds)


def generator_name() -> str:
    """Return which generator makes the load."""
    return "wrk" if shutil.which("wrk") else "bench.load_own"


def _wrk(url: str, headers: dict[str, str], seconds: float) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    said = subprocess.run(
        [*command, url], check=True, capture_output=True, text=True
    ).stdout
    found = re.search(r"Requests/sec:\s*([\d.]+)", said)
    if found is None or "Non-2xx" in said or float(found[1]) == 0:
        raise RuntimeError(f"{url}: not every answer was good\n{said}")
    return float(found[1])


def _own(url: str, headers: dict[str, str], seconds: float) -> float:
    pairs = [f"{name}: {value}" for name, value in headers.items()]
    said = subprocess.run(
        [sys.executable, "-m", "bench.load_own", url, str(seconds), *pairs],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return float(said)
