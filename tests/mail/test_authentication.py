"""Authentication-Results: only our own server's, whatever a mail brings with it (RFC 8601 5, 7.1)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.mail.authentication import authentication
from mailbot.mail.parse import read_mail
from mailbot.settings import LimitsSection

OWN = ("mx.opdc.go.th",)
OURS = ("Received", "from relay.example (relay.example [192.0.2.1]) by mx.opdc.go.th with ESMTPS; Mon, 15 Jun 2020")
FOREIGN = ("Received", "from laptop by relay.example with ESMTP; Mon, 15 Jun 2020")
FAIL = ("Authentication-Results", "mx.opdc.go.th; dmarc=fail (p=reject) header.from=rd.go.th; spf=fail; dkim=none")
PASS = (
    "Authentication-Results",
    "mx.opdc.go.th; dmarc=pass header.from=rd.go.th; spf=pass; dkim=pass header.d=rd.go.th",
)


@pytest.mark.parametrize(
    ("value", "dmarc", "spf", "dkim"),
    [
        ("mx.opdc.go.th; dmarc=fail header.from=rd.go.th", "fail", "", ""),
        ("MX.OPDC.GO.TH 1; DMARC = Fail", "fail", "", ""),
        ("mx.opdc.go.th (our; server) 1 ; spf=pass (say: dmarc=fail; ok) smtp.mailfrom=a@b.c", "", "pass", ""),
        ('mx.opdc.go.th; spf=pass reason="a; dmarc=fail" smtp.mailfrom=x; dkim=fail', "", "pass", "fail"),
        ("mx.opdc.go.th; dkim=fail header.d=a; dkim=pass header.d=b", "", "", "pass"),
        ("mx.opdc.go.th; spf=pass; spf=fail", "", "fail", ""),
        ("mx.opdc.go.th; dkim/1=pass (nested (comment \\) dmarc=fail))", "", "", "pass"),
        ("mx.opdc.go.th; none", "", "", ""),
        ("mx.opdc.go.th; x-own=fail; dmarc=none", "none", "", ""),
        ("mx.opdc.go.th 2; dmarc=fail", "", "", ""),
        ("mx.opdc.go.th.evil.io; dmarc=fail", "", "", ""),
        ("dmarc=fail", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_one_field(value: str, dmarc: str, spf: str, dkim: str) -> None:
    found = authentication([("Authentication-Results", value), OURS, FOREIGN], OWN)
    assert (found.dmarc, found.spf, found.dkim) == (dmarc, spf, dkim)


def test_only_what_our_server_wrote_counts() -> None:
    assert authentication([FAIL, OURS, FOREIGN], OWN).dmarc == "fail"
    assert authentication([OURS, FAIL, FOREIGN], OWN).dmarc == "fail"
    assert authentication([("Received", "by store.internal"), OURS, FAIL, FOREIGN], OWN).dmarc == "fail"
    assert not authentication([OURS, FOREIGN, FAIL], OWN)
    assert authentication([FOREIGN, FAIL, OURS], OWN).dmarc == "fail"  # a hop behind our border, of another name
    assert not authentication([FOREIGN, FAIL], OWN)
    assert not authentication([FAIL, OURS], ())


def test_a_forged_pass_below_does_not_wash_a_failure() -> None:
    assert authentication([FAIL, OURS, FOREIGN, PASS], OWN).dmarc == "fail"
    assert authentication([PASS, OURS, FOREIGN, FAIL], OWN).dmarc == "pass"
    assert authentication([PASS, FAIL, OURS, FOREIGN], OWN).dmarc == "fail"


@pytest.mark.parametrize(
    ("results", "failed"),
    [
        ("dmarc=fail; spf=pass", True),
        ("dmarc=pass; spf=fail; dkim=fail", False),
        ("spf=fail; dkim=pass", False),
        ("spf=fail", True),
        ("spf=softfail", False),
        ("dkim=fail; spf=pass", False),
        ("dkim=fail", True),
        ("dmarc=temperror", False),
        ("none", False),
    ],
)
def test_what_speaks_against_the_sender(results: str, failed: bool) -> None:
    found = authentication([("Authentication-Results", f"mx.opdc.go.th; {results}"), OURS], OWN)
    assert found.failed is failed


def test_folded_headers_of_a_real_mail() -> None:
    raw = (
        b"Received: from relay.example by mx.opdc.go.th\r\n with ESMTPS; Mon, 15 Jun 2020 10:00:00 +0700\r\n"
        b"Authentication-Results: mx.opdc.go.th;\r\n\tdmarc=fail (p=none\r\n dis=none)\r\n header.from=rd.go.th;\r\n"
        b"\tspf=fail smtp.mailfrom=x@evil.example\r\n"
        b"Received: from laptop by relay.example; Mon, 15 Jun 2020 09:59:00 +0700\r\n"
        b"From: a@rd.go.th\r\nSubject: x\r\n\r\nx\r\n"
    )
    found = authentication(read_mail(raw, LimitsSection()).headers, OWN)
    assert found.told == "dmarc=fail (header.from=rd.go.th); spf=fail (smtp.mailfrom=x@evil.example)"


@given(st.lists(st.tuples(st.sampled_from(["Received", "Authentication-Results"]), st.text(max_size=80)), max_size=12))
def test_any_header_is_read(headers: list[tuple[str, str]]) -> None:
    authentication(headers, OWN)


def test_a_hostile_field_takes_no_time() -> None:
    started = time.process_time()
    for value in (
        "(" * 16_000,
        'mx.opdc.go.th; spf="' + "\\" * 16_000,
        "mx.opdc.go.th;" + "spf=fail;" * 2_000,
        " " * 16_000,
    ):
        authentication([("Authentication-Results", value)] * 16 + [OURS], OWN)
    assert time.process_time() - started < 2
