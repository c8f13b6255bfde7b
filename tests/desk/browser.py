"""Chromium as staff use it, watched: nothing may be blocked, fail, or be asked of another host."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.desk.people import PASSWORD
from tests.desk.site import Site
from tests.real_parts import need

PROGRAM = "MAILBOT_TEST_CHROMIUM"
"""Environment variable that names another browser than the one on the path."""


@dataclass
class Watched:
    """One page with all that went wrong on it."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def login(self, name: str) -> "Watched":
        """Come in by the form."""
        self.page.goto(f"{self.base}/login")
        self.page.fill("#name", name)
        self.page.fill("#password", PASSWORD)
        self.page.click("main button")
        self.page.wait_for_url(f"{self.base}/")
        return self

    def go(self, path: str) -> Page:
        """Open one page."""
        self.page.goto(self.base + path)
        return self.page


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; skips (or, in CI, fails) where there is none."""
    program = os.environ.get(PROGRAM) or need("chromium")
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=sandbox)
        yield browser
        browser.close()


@contextmanager
def watched(browser: Browser, site: Site, **context: Any) -> Iterator[Watched]:
    """A page in a context of its own; raises AssertionError for whatever went wrong on it."""
    opened = browser.new_context(**context)
    page = opened.new_page()
    seen = Watched(page, site.base)
    page.on("console", lambda message: _note(seen, message.type, message.text))
    page.on("pageerror", lambda error: seen.faults.append(f"page error: {error}"))
    page.on("request", lambda request: _check_host(seen, request.url))
    yield seen
    opened.close()
    assert seen.faults == []


def _note(seen: Watched, kind: str, text: str) -> None:
    if "Content Security" in text or kind == "error":
        seen.faults.append(f"console: {text}")


def _check_host(seen: Watched, url: str) -> None:
    if not url.startswith(seen.base):
        seen.faults.append(f"asked elsewhere: {url}")
