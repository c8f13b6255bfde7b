"""An officer's morning in a real browser, with script and without, by mouse and by keys alone."""

import io
import re
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.desk.browser import chromium, watched
from tests.desk.site import Site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as running:
        yield running


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_plan_is_found_returned_and_its_letter_stands_in_the_outbox(
    browser: Browser, fresh: Site, script: bool
) -> None:
    receipt, remark = ("BCP2563-000008", "ขาดแผนผังอาคารหน้า ๕") if script else ("BCP2563-000004", "ขอไฟล์ต้นฉบับที่ไม่ใช่ภาพ")
    with watched(browser, fresh, java_script_enabled=script) as seen:
        seen.login("officer")
        page = seen.page
        page.click("nav.main >> text=ยังไม่ครบถ้วน")
        page.select_option("#province", label="ขอนแก่น")
        if not script:
            page.click("form.filters button")
        expect(page).to_have_url(re.compile("province=40"))
        expect(page.locator("#found")).to_contain_text("เทศบาลนครขอนแก่น")
        expect(page.locator("#found tbody tr")).to_have_count(33)
        page.click("text=เทศบาลนครขอนแก่น")
        expect(page.locator("h1")).to_have_text("เทศบาลนครขอนแก่น")
        expect(page.locator("main")).to_contain_text("ยังไม่ได้รับไฟล์ PDF")
        seen.go(f"/review/{receipt}")
        page.fill("#return-reason", remark)
        page.click("section[aria-labelledby=return] button")
        expect(page.locator("h1")).to_have_text("จดหมายที่จะส่ง")
        expect(page.locator("pre.letter")).to_contain_text(remark)
        page.click("button.primary")
        expect(page.locator("[role=status]").first).to_contain_text("ส่งกลับให้แก้ไขแล้ว")
        seen.go("/outbox?fate=waiting")
        page.click("main tbody a >> nth=0")
        expect(page.locator("pre.letter")).to_contain_text(remark)
        seen.go(f"/mails/{receipt}")
        expect(page.locator("main")).to_contain_text("ขอให้แก้ไข")


def test_the_list_downloads_as_a_workbook_with_the_same_rows(browser: Browser, site: Site) -> None:
    with watched(browser, site) as seen:
        page = seen.login("viewer").go("/missing?province=40")
        rows = page.locator("#found tbody tr").count()
        with page.expect_download() as download:
            page.click("a[download] >> text=XLSX")
        data = download.value.path().read_bytes()
    book = load_workbook(io.BytesIO(data))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "เทศบาลนครขอนแก่น" in cells
    assert sum(sheet.max_row for sheet in book) >= rows


def test_typing_filters_without_a_reload_and_back_restores(browser: Browser, site: Site) -> None:
    with watched(browser, site) as seen:
        page = seen.login("viewer").go("/missing")
        page.evaluate("window.stayed = true")
        page.fill("#text", "เทศบาลนครขอนแก่น")
        expect(page.locator("#found tbody tr")).to_have_count(1)
        expect(page).to_have_url(re.compile("text="))
        assert page.evaluate("window.stayed")
        page.goto(f"{seen.base}/health")
        page.go_back()
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("nav.main")).to_be_visible()


def test_the_queue_by_keys_alone(browser: Browser, site: Site) -> None:
    with watched(browser, site) as seen:
        page = seen.login("officer").go("/review")
        count = page.locator("[data-row]").count()
        assert count >= 2
        for _ in range(count + 2):
            page.keyboard.press("j")
        assert _chosen(page) == count - 1
        page.keyboard.press("k")
        assert _chosen(page) == count - 2
        page.keyboard.press("Enter")
        page.wait_for_url("**/review/BCP*")
        page.keyboard.press("?")
        expect(page.locator("dialog#keys")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog#keys")).to_be_hidden()
        page.keyboard.press("r")
        expect(page.locator("#return-reason")).to_be_focused()
        page.keyboard.type("ajksr?")
        expect(page.locator("#return-reason")).to_have_value("ajksr?")
        page.fill("#return-reason", "")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("s")
        expect(page.locator("#seal-reason")).to_be_visible()
        seen.go("/choose/keys/off?next=/review")
        page.keyboard.press("j")
        assert page.locator(".chosen").count() == 0


def test_the_skip_link_is_first_and_leads_to_the_content(browser: Browser, site: Site) -> None:
    with watched(browser, site) as seen:
        page = seen.login("viewer").go("/missing")
        page.keyboard.press("Tab")
        expect(page.locator("a.skip")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()


def test_what_senders_write_is_never_run(browser: Browser, site: Site) -> None:
    with watched(browser, site) as seen:
        seen.login("officer")
        receipt = "BCP2563-000010"
        pages = ("/mails", f"/mails/{receipt}", f"/review/{receipt}", f"/mails/{receipt}/words", "/agencies/d.dbd")
        for path in (*pages, "/outbox", "/events", "/search?q=script", "/"):
            page = seen.go(path)
            assert page.title() != "taken", path
            assert page.locator("main script, main img:not([loading])").count() == 0, path
        expect(seen.go(f"/mails/{receipt}").locator("h1")).to_contain_text("<script>")


def test_pages_are_narrow_enough_for_a_telephone(browser: Browser, site: Site) -> None:
    with watched(browser, site, viewport={"width": 375, "height": 740}) as seen:
        seen.login("chief")
        for path in (
            "/",
            "/missing",
            "/mails",
            "/mails/BCP2563-000003",
            "/review",
            "/review/BCP2563-000008",
            "/accounts",
            "/search?q=ขอนแก่น",
        ):
            page = seen.go(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 375, path


def test_the_fonts_are_ours(browser: Browser, site: Site) -> None:
    with watched(browser, site) as seen:
        page = seen.login("viewer").go("/")
        page.wait_for_function("document.fonts.status === 'loaded'")
        assert page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length") >= 2


def _chosen(page: Page) -> int:
    return int(page.evaluate("[...document.querySelectorAll('[data-row]')].findIndex(r => r.matches('.chosen'))"))
