"""Address headers as they are really sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.mail.addresses import read_addresses
from tests.mail.samples import thai, word

CASES: list[tuple[bytes, list[tuple[str, str]]]] = [
    (b'"Lands, Dept. of" <a@b.th>, c@d.th (Somchai)', [("Lands, Dept. of", "a@b.th"), ("Somchai", "c@d.th")]),
    (b"Pete(A nice \\) chap) <pete(his account)@s.test(host)>", [("Pete(A nice \\) chap)", "pete@s.test")]),
    (b"A Group:Chris <c@a.test>,joe@w.test;", [("Chris", "c@a.test"), ("", "joe@w.test")]),
    (b"undisclosed-recipients:;", []),
    (b"", []),
    (b" , ;, ", []),
    (b"a@b.th;c@d.th", [("", "a@b.th"), ("", "c@d.th")]),
    (b'"a@b.th" <C@D.TH>', [("a@b.th", "c@d.th")]),
    (b'"Som "x" Chai" <a@b.th>', [('Som "x" Chai', "a@b.th")]),
    (b"Lands, Interior <a@b.th>", [("Lands, Interior", "a@b.th")]),
    (b"mailto:a@b.th", [("", "a@b.th")]),
    (b"<a@b.th", [("", "a@b.th")]),
    (b"a@b.th.", [("", "a@b.th")]),
    (b"Somchai", [("Somchai", "")]),
    (word("windows-874", thai("กรมที่ดิน")) + b"\r\n <a@b.th>", [("กรมที่ดิน", "a@b.th")]),
    (b'"' + word("utf-8", "ก".encode()) + b'" <a@b.th>', [("ก", "a@b.th")]),
    (word("utf-8", "ก".encode()) + b" " + word("utf-8", "ข".encode()) + b" <a@b.th>", [("กข", "a@b.th")]),
    (thai('"กรม, ที่ดิน" <a@b.th>'), [("กรม, ที่ดิน", "a@b.th")]),
]


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_addresses(raw: bytes, expected: list[tuple[str, str]]) -> None:
    assert [(address.name, address.address) for address in read_addresses(raw)] == expected


@given(
    st.lists(
        st.sampled_from([b"a@b.th", b"<", b">", b'"', b"(", b")", b",", b";", b":", b"\\", b" ", b"x"]), max_size=60
    )
)
def test_any_order_of_signs_is_survived(pieces: list[bytes]) -> None:
    for address in read_addresses(b"".join(pieces)):
        assert address.address == address.address.lower()
        assert not set(address.address) & set("<> \n")


def test_an_address_written_as_a_link() -> None:
    assert read_addresses(b"Somchai <mailto:A@dol.go.th>")[0].address == "a@dol.go.th"
