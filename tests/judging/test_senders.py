"""Whose hand brings a plan: our own staff's forwards, forged addresses, straight ways, another kind of อปท."""

from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache

import pytest

from mailbot import config_file
from mailbot.agencies import tables
from mailbot.bench import Bench, Hints
from mailbot.demo.plan_text import compose_plan
from mailbot.demo.structure import PageBreak, Paragraph
from mailbot.demo.word_writer import write_word
from mailbot.examination import Examination
from mailbot.pipeline import examine
from mailbot.workplace import Workplace
from tests.agencies.conftest import LOCAL_LIST

WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
OWN = "mx.opdc.go.th"
FORGED = f"{OWN}; dmarc=fail header.from=rd.go.th"
QUOTED = """เพื่อโปรดดำเนินการ

---------- Forwarded message ---------
From: กองแผนงาน <{address}>
Date: Mon, 15 Jun 2020 at 10:00
Subject: ส่งแผน BCP
To: <officer@opdc.go.th>

เรียน เลขาธิการ ก.พ.ร.
ขอส่งแผนตามไฟล์แนบ
"""


@cache
def bench() -> Bench:
    return Bench.load(replace(Workplace(config_file.load(None)).parts, authserv_ids=(OWN,)))


@cache
def plan_of(*cover: str) -> bytes:
    pattern = compose_plan("d.dlt")
    start = next(at for at, block in enumerate(pattern.blocks) if isinstance(block, PageBreak))
    title = (Paragraph("แผนดำเนินธุรกิจอย่างต่อเนื่อง", bold=True), *(Paragraph(line, bold=True) for line in cover))
    if not cover:  # the words of first pages that name nobody
        title += tuple(Paragraph("แผนฉบับนี้จัดทำขึ้นเพื่อรองรับเหตุการณ์ที่อาจกระทบต่อการปฏิบัติงาน") for _ in range(100))
    heading = " ".join(cover) or "แผนดำเนินธุรกิจอย่างต่อเนื่อง"  # the running heading of the pattern names another department
    return write_word(replace(pattern, running_header=heading, blocks=(*title, *pattern.blocks[start:])))


def mail(address: str, subject: str, *cover: str, text: str = "ขอส่งแผน", results: str = "") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    if results:
        message["Received"] = f"from relay.example by {OWN}; Mon, 15 Jun 2020 10:00:00 +0700"
        message["Authentication-Results"] = results
        message["Received"] = "from laptop by relay.example; Mon, 15 Jun 2020 09:59:00 +0700"
    message["From"], message["To"] = address, "opdcbcm@opdc.go.th"
    message["Subject"], message["Message-ID"] = subject, "<hand@example.org>"
    message.set_content(text)
    message.add_attachment(plan_of(*cover), maintype="application", subtype=WORD, filename="BCP.docx")
    return message


def examined(message: EmailMessage, at: Bench | None = None, **hints: object) -> Examination:
    return examine(message.as_bytes(), at or bench(), Hints(**hints))  # type: ignore[arg-type]


def codes(found: Examination) -> set[str]:
    return {finding.code for plan in found.plans for finding in plan.findings}


def test_a_mail_that_our_staff_forward_is_its_first_senders() -> None:
    found = examined(mail("officer@opdc.go.th", "Fwd: ส่งแผน BCP", text=QUOTED.format(address="plan@treasury.go.th")))
    assert [plan.agency_id for plan in found.plans] == ["d.trd"]
    assert found.identity.sender_id == "d.opdc"  # the address never becomes known as the agency's
    assert found.plans[0].route == "direct"


def test_a_message_that_our_staff_forward_whole() -> None:
    outer = EmailMessage(policy=SMTP)
    outer["From"], outer["To"], outer["Subject"] = "officer@opdc.go.th", "opdcbcm@opdc.go.th", "ส่งต่อแผน"
    outer.set_content("ส่งต่อครับ")
    outer.add_attachment(mail("plan@treasury.go.th", "ส่งแผน BCP", "กรมธนารักษ์"))
    assert [plan.agency_id for plan in examined(outer).plans] == ["d.trd"]


def test_a_forward_that_contradicts_its_cover_is_asked() -> None:
    text = QUOTED.format(address="plan@rd.go.th")
    found = examined(mail("officer@opdc.go.th", "Fwd: ส่งแผน BCP", "กรมธนารักษ์", text=text))
    assert [plan.agency_id for plan in found.plans] == [None]
    assert "agency.ambiguous" in codes(found)


def test_a_silent_forward_is_nobodys() -> None:
    found = examined(mail("officer@opdc.go.th", "Fwd: ส่งแผน BCP", text="ฝากดำเนินการด้วยค่ะ"))
    assert [plan.agency_id for plan in found.plans] == [None]


def test_another_agencys_forward_is_no_such_thing() -> None:
    text = QUOTED.format(address="plan@treasury.go.th")
    found = examined(mail("someone@rd.go.th", "Fwd: ส่งแผน BCP", "กรมธนารักษ์", text=text))
    assert [plan.agency_id for plan in found.plans] == [None]


def test_a_registered_address_that_failed_waits_for_staff() -> None:
    found = examined(mail("bcp@rd.go.th", "ส่งแผน BCP กรมสรรพากร", "กรมสรรพากร", results=FORGED))
    assert (found.identity.status, found.verdict) == ("spoof_suspect", "review")
    assert found.identity.candidates == ["d.rd"]
    assert "agency.spoof_suspect" in codes(found)
    assert not any(plan.credited for plan in found.plans)
    (told,) = [piece for piece in found.identity.evidence if piece.source == "authentication"]
    assert (told.agency_id, told.weight < 0) == ("d.rd", True)


@pytest.mark.parametrize(
    "results", [f"{OWN}; dmarc=pass header.from=rd.go.th; spf=fail", "other.example; dmarc=fail", f"{OWN}; none"]
)
def test_what_passed_or_is_not_ours_changes_nothing(results: str) -> None:
    found = examined(mail("bcp@rd.go.th", "ส่งแผน BCP กรมสรรพากร", "กรมสรรพากร", results=results))
    assert [plan.agency_id for plan in found.plans] == ["d.rd"]


def test_a_confirmed_address_that_failed_waits_too() -> None:
    message = mail("bcp@gmail.com", "ส่งแผน BCP", "กรมสรรพากร", results=FORGED)
    assert examined(message).plans[0].agency_id == "d.rd"
    assert examined(message, learned={"bcp@gmail.com": "d.rd"}).identity.status == "spoof_suspect"


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_files_changes_nobody(turned: bool) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = "rayong@moi.go.th", "opdcbcm@opdc.go.th", "ส่งแผน BCP"
    message.set_content("ขอส่งแผน")
    offices = ["สำนักงานคลังจังหวัดระยอง", "สำนักงานจัดหางานจังหวัดระยอง"]
    for at, office in enumerate(reversed(offices) if turned else offices):
        message.add_attachment(plan_of(office), maintype="application", subtype=WORD, filename=f"{at} {office}.docx")
    found = examined(message)
    assert {plan.agency_id for plan in found.plans} == {"r.cgd.21", "r.doe.21"}
    assert {plan.route for plan in found.plans} == {"collected"}


def test_what_is_named_quoted_or_sent_for_information_is_not_credited() -> None:
    text = "ขอส่งแผนของกรมสรรพากร ทั้งนี้ประสานกรมศุลกากรแล้ว\n\n> จาก กรมธนารักษ์\n> แผนของกรมธนารักษ์"
    found = examined(mail("bcp@rd.go.th", "ส่งแผน BCP", "กรมสรรพากร", text=text))
    assert [plan.agency_id for plan in found.plans] == ["d.rd"]
    copied = examined(mail("rayong@moi.go.th", "ส่งสำเนาแผนเพื่อทราบ", "สำนักงานสรรพากรพื้นที่ระยอง"))
    assert [(plan.tier, plan.credited) for plan in copied.plans] == [("central_in_region", False)]


def test_a_straight_way_is_told_with_the_collectors_name() -> None:
    found = examined(mail("a@gmail.com", "ส่งแผน BCP", "สำนักงานคลังจังหวัดระยอง"))
    (told,) = [one for one in found.plans[0].findings if one.code == "route.via_province"]
    assert told.parameters["province"] == "สำนักงานจังหวัดระยอง"
    assert "สำนักงานจังหวัดระยอง" in told.message


def test_a_round_that_confirms_lets_staff_look_first() -> None:
    at = bench()
    rules = at.rules.model_copy(update={"round": at.rules.round.model_copy(update={"off_route": "confirm"})})
    found = examined(mail("a@gmail.com", "ส่งแผน BCP", "สำนักงานคลังจังหวัดระยอง"), replace(at, rules=rules))
    assert {"route.via_province", "route.to_confirm"} <= codes(found)
    assert not found.plans[0].credited


def test_an_old_kind_of_a_local_government_is_told_kindly() -> None:
    if not LOCAL_LIST.exists():
        pytest.skip("the list of local government is not at hand beside the project")
    parts = bench().parts
    rows = tuple(tables.agencies(LOCAL_LIST, frozenset(bench().rules.tiers), {}))
    whole = Bench.load(replace(parts, agencies=rows))
    cover = ("องค์การบริหารส่วนตำบลบ้านแหวน", "อำเภอหางดง จังหวัดเชียงใหม่")
    found = examined(mail("a@gmail.com", "ส่งแผน BCP", *cover), whole)
    assert found.plans[0].agency_id == "l.5501503"
    (told,) = [one for one in found.plans[0].findings if one.code == "agency.type_mismatch"]
    assert told.severity == "advice"
    assert told.parameters == {"written": "องค์การบริหารส่วนตำบลบ้านแหวน", "agency": "เทศบาลตำบลบ้านแหวน"}
