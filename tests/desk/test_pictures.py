"""Pages of a plan's PDF as pictures: for officers, drawn in a process of their own, nothing beyond the last page."""

import re

from tests.desk.site import Site

RECEIPT = "BCP2563-000003"


def test_officers_see_the_pages_of_a_pdf(site: Site) -> None:
    officer = site.person("officer")
    found = re.search(rf'src="(/mails/{RECEIPT}/files/[0-9a-f]{{64}}/)1\.png"', officer.get(f"/mails/{RECEIPT}").text)
    assert found is not None
    for _ in range(2):
        answer = officer.get(f"{found[1]}1.png")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG")
    assert officer.get(f"{found[1]}4000.png").status_code == 404
    assert site.person("viewer").get(f"{found[1]}1.png").status_code == 403


def test_a_file_that_is_no_pdf_is_told_in_words(site: Site) -> None:
    officer = site.person("officer")
    page = officer.get(f"/mails/{RECEIPT}").text
    files = re.findall(rf'href="(/mails/{RECEIPT}/files/[0-9a-f]{{64}})" download', page)
    answers = [officer.get(f"{file}/1.png") for file in files]
    assert {answer.status_code for answer in answers} >= {200}
    assert all(answer.status_code in (200, 503) for answer in answers)
    assert "Traceback" not in "".join(answer.text for answer in answers if answer.status_code == 503)
