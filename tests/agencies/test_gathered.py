"""An office in a province that gathers the plans of its ministry's offices there."""

import pytest

from mailbot.agencies.identify import Claims, identify_plan, identify_sender
from mailbot.agencies.registry import Registry


@pytest.mark.parametrize(
    ("office", "subject", "owner"),
    [
        ("สำนักงานประกันสังคมจังหวัดสิงห์บุรี", "แผน BCP หน่วยงานสังกัดกระทรวงแรงงานจังหวัดสิงห์บุรี", "r.sso.17"),
        # It does not say that it gathers; another province; another ministry.
        ("สำนักงานประกันสังคมจังหวัดสิงห์บุรี", "แผน BCP", ""),
        ("สำนักงานประกันสังคมจังหวัดลพบุรี", "แผน BCP หน่วยงานสังกัดกระทรวงแรงงาน", ""),
        ("สำนักงานเกษตรจังหวัดสิงห์บุรี", "แผน BCP หน่วยงานสังกัดกระทรวงแรงงาน", ""),
    ],
)
def test_sisters_of_one_ministry(registry: Registry, office: str, subject: str, owner: str) -> None:
    cover = f"แผนดำเนินธุรกิจอย่างต่อเนื่อง\n{office}"
    sender = identify_sender(Claims(address="sbr@doe.go.th", display_name="จัดหางานสิงห์บุรี", subject=subject), registry)
    said = identify_plan((cover,), ("แผน.docx",), sender, False, registry, subject=subject)
    assert said.agency_ids == ([owner] if owner else [])
    assert owner or "r.doe.17" in said.candidates
