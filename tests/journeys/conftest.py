"""A whole house on a scratch disk, and a person with a browser before it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.corpora import bare_folder, data_copy
from bench.scratch import database_of

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "Toa-soan-thu-2026"
START_S = 90
# The house, its worker and two browsers share two cores; how quick it is, benches say.
expect.set_options(timeout=15_000)
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
]


@dataclass
class House:
    """The running house: web, worker and scheduler on data of their own."""

    port: int
    environment: dict[str, str]
    processes: list[subprocess.Popen]

    def url(self, path: str, host: str = "localhost") -> str:
        return f"http://{host}:{self.port}{path}"

    def manage(self, *words: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def get(self, path: str, host: str) -> httpx.Response:
        """Fetch as a reader of `host`, without needing its name to resolve."""
        return httpx.get(
            f"http://127.0.0.1:{self.port}{path}",
            headers={"Host": f"{host}:{self.port}"},
            timeout=10,
        )

    @contextmanager
    def database_away(self) -> Iterator[None]:
        """Move the database's files elsewhere for a while, and bring them back.

        Worker and scheduler stand still meanwhile: they would make a new, empty
        database in its place. What the web makes there is thrown away.
        """
        database = Path(self.environment["DATABASE_URL"].removeprefix("sqlite:///"))
        elsewhere = database.parent / "away"
        elsewhere.mkdir()
        background = self.processes[1:]
        for process in background:
            os.killpg(process.pid, signal.SIGSTOP)
        for path in database.parent.glob(f"{database.name}*"):
            path.rename(elsewhere / path.name)
        try:
            yield
        finally:
            for path in database.parent.glob(f"{database.name}*"):
                path.unlink()
            for path in elsewhere.iterdir():
                path.rename(database.parent / path.name)
            elsewhere.rmdir()
            for process in background:
                os.killpg(process.pid, signal.SIGCONT)

    def web_restart(self) -> None:
        """Kill the web process without a last word, and start another in its place."""
        dead = self.processes[0]
        os.killpg(dead.pid, signal.SIGKILL)
        dead.wait()
        data = self.environment["TOASOAN_DATA_DIR"]
        with Path(data, "processes.log").open("a") as log:
            self.processes[0] = subprocess.Popen(
                _commands(self.port)[0],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.wait_until(lambda: _answers(self), "the web answers again", START_S)

    def wait_until(self, holds, what: str, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if holds():
                return
            time.sleep(0.1)
        pytest.fail(f"after {seconds} s still not: {what}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _commands(port: int) -> list[list[str]]:
    granian = Path(sys.executable).with_name("granian")
    web = f"--interface wsgi config.wsgi:application --host 127.0.0.1 --port {port}"
    return [
        [str(granian), *web.split(), "--workers", "1", "--blocking-threads", "2"],
        [sys.executable, "manage.py", "worker"],
        [sys.executable, "manage.py", "scheduler"],
    ]


@pytest.fixture(scope="session")
def house(tmp_path_factory, chromium):
    """Start the house with its trial material; stop it at the end of the session."""
    data = tmp_path_factory.mktemp("journeys") / "house"
    data_copy(bare_folder(), data)
    port = _free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "TOASOAN_DATA_DIR": str(data),
        "DATABASE_URL": f"sqlite:///{database_of(data)}",
        "TOASOAN_PORT": str(port),
        "TOASOAN_SECRET_KEY": "only-for-journeys",
    }
    running = House(port=port, environment=environment, processes=[])
    subprocess.run(
        [sys.executable, "-m", "tools.compile_catalogues"], cwd=ROOT, check=True
    )
    for words in (
        ["demo_load", "--people-only"],
        ["pages_rebuild", "--unit", "tbtc"],
    ):
        running.manage(*words)
    log = (data / "processes.log").open("w")
    running.processes = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        for command in _commands(port)
    ]
    try:
        running.wait_until(lambda: _answers(running), "the web answers", START_S)
        yield running
    finally:
        for process in running.processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.close()


def _answers(house: House) -> bool:
    try:
        return house.get("/toa-soan/login/", "localhost").status_code == 200
    except httpx.HTTPError:
        return False


# Not for the session: while Playwright's loop runs in this thread, Django
# refuses the database to every other test.
@pytest.fixture(scope="module")
def browser(chromium):
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium, args=CHROMIUM_ARGS
        )
        yield running
        running.close()


@dataclass
class Desk:
    """A signed-in person at the staff side."""

    house: House
    page: Page

    def open(self, path: str) -> Page:
        self.page.goto(self.house.url(f"/toa-soan/{path}"))
        return self.page


@pytest.fixture
def sign_in(house: House, browser: Browser):
    """Return a function that signs a person in, in a browser context of their own."""
    contexts = []

    def enter(email: str, *, width: int = 1280) -> Desk:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="vi-VN"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(house.url("/toa-soan/login/"))
        page.fill("input[name=username]", email)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/toa-soan/")
        return Desk(house, page)

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def reader(house: House, browser: Browser):
    """A reader's browser, phone width."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="vi-VN"
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()
