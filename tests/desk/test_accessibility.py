"""No page of the desk shuts anybody out, as far as a program can see it: WCAG 2.2 A and AA by axe-core."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.desk.browser import chromium, watched
from tests.desk.site import Site

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = (
    "/",
    "/missing?province=40",
    "/mails",
    "/mails/BCP2563-000003",
    "/mails/BCP2563-000009",
    "/mails/BCP2563-000010",
    "/mails/BCP2563-000001/words",
    "/agencies/d.dlt",
    "/review",
    "/review/BCP2563-000004?plan=1",
    "/review/BCP2563-000009",
    "/outbox",
    "/outbox/1",
    "/outbox/retry",
    "/to-answer",
    "/unanswered",
    "/health",
    "/events",
    "/search?q=ขอนแก่น",
    "/exports",
    "/me",
    "/accounts",
    "/nothing-here",
)
RUN = """async (wanted) => {
  const found = await axe.run(document, {...wanted, resultTypes: ["violations"]});
  return found.violations.map((one) => one.id + ": " + one.nodes.map((node) => node.target.join(" ")).join(", "));
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The program; skips where it is not installed, fails in CI."""
    if not AXE.exists():
        reason = "axe-core is not installed (npm ci in tests/desk)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return AXE.read_text("utf-8")


@pytest.fixture(scope="module")
def browser(axe: str) -> Iterator[Browser]:
    """One browser for all."""
    assert axe
    with chromium() as running:
        yield running


def faults(page: Page, axe: str, path: str, **wanted: object) -> list[str]:
    """What axe-core finds on the page as it is now."""
    page.evaluate(axe)
    found: list[str] = page.evaluate(RUN, wanted)
    return [f"{path} {one}" for one in found]


@pytest.mark.slow
def test_no_page_breaks_a_rule_in_thai_in_the_dark_or_in_english(browser: Browser, axe: str, site: Site) -> None:
    everything = {"type": "tag", "values": TAGS}
    colours = {"type": "rule", "values": ["color-contrast"]}
    found: list[str] = []
    with watched(browser, site, reduced_motion="reduce") as seen:
        page = seen.page
        found += faults(seen.go("/login"), axe, "/login", runOnly=everything)
        seen.login("chief")
        for path in PAGES:
            page.emulate_media(color_scheme="light")
            found += faults(seen.go(path), axe, path, runOnly=everything)
            page.emulate_media(color_scheme="dark")
            found += faults(page, axe, f"{path} (dark)", runOnly=colours)
        page.emulate_media(color_scheme="light")
        seen.go("/choose/language/en?next=/")
        for path in PAGES:
            found += faults(seen.go(path), axe, f"{path} (English)", runOnly=everything)
        seen.faults = [one for one in seen.faults if "404" not in one]
    assert "\n".join(one[:300] for one in found) == ""
