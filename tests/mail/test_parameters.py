"""Parameters of MIME headers: every shape of a file name, and lengths that stay harmless."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.mail.names import file_name
from mailbot.mail.parameters import is_long_continuation, read_parameters

LONG = "แผนดำเนินธุรกิจอย่างต่อเนื่อง กรมการขนส่งทางบก ๒๕๖๓.docx"
_QUOTED = quote(LONG)


def _pieces(width: int, first: str, others: str) -> bytes:
    """The long name in %XX, cut at any column. first, others: what stands after the number of the piece."""
    cut = [_QUOTED[at : at + width] for at in range(0, len(_QUOTED), width)]
    told = [
        f"filename*0{first}=utf-8''{cut[0]}",
        *(f"filename*{at}{others}={one}" for at, one in enumerate(cut[1:], 1)),
    ]
    return f"attachment; {'; '.join(told)}".encode()


CASES = [
    *((_pieces(width, "*", "*"), LONG) for width in (50, 51, 52, 53)),
    *((_pieces(width, "*", ""), LONG) for width in (50, 54)),
    *((_pieces(width, "", ""), LONG) for width in (49, 54)),
    (f'attachment; filename="{_QUOTED}"'.encode(), LONG),
    (f"attachment; filename=\"UTF-8''{_QUOTED}\"".encode(), LONG),
    (b'attachment; filename="100%20percent.pdf"', "100%20percent.pdf"),
    (b'attachment; filename="%FF%FE%FA.pdf"', "%FF%FE%FA.pdf"),
    (b"attachment; filename*0*=utf-8''%E0%B9%81%E0%B8%9C%E0%B8%99; filename*1=100%25.pdf", "แผน100%25.pdf"),
    (b"attachment; filename=plan.pdf", "plan.pdf"),
    (b'attachment; filename="plan; final.pdf"', "plan; final.pdf"),
    (b"attachment; filename=plan; final.pdf", "plan; final.pdf"),
    (b'attachment; filename="plan "new".pdf"', 'plan "new".pdf'),
    (b'attachment; filename="plan.pdf', "plan.pdf"),
    (b'attachment; filename = "plan.pdf" ; size=1', "plan.pdf"),
    (b'attachment; filename="C:\\plans\\plan.pdf"', "C:\\plans\\plan.pdf"),
    (b"attachment; filename*=utf-8'th'%E0%B9%81%E0%B8%9C%E0%B8%99.pdf", "แผน.pdf"),
    (b"attachment; filename*=UTF-8''%E1%BC%B9.pdf", "แผน.pdf"),
    (b"attachment; filename*=%E0%B9%81%E0%B8%9C%E0%B8%99.pdf", "แผน.pdf"),
    (b'attachment; filename*0="pl"; filename*1="an.pdf"', "plan.pdf"),
    (b'attachment; filename*1="an.pdf"; filename*0="pl"', "plan.pdf"),
    (b"attachment; filename*0*=utf-8''%E0%B9%81; filename*1*=%E0%B8%9C; filename*2=n.pdf", "แผn.pdf"),
    (b'attachment; FILENAME="plan.pdf"', "plan.pdf"),
    (b"attachment; filename=", ""),
    (b"attachment", ""),
    (b'attachment; filename="pl\0an.pdf"', "plan.pdf"),
]


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_file_names(raw: bytes, expected: str) -> None:
    word, parameters = read_parameters(raw)
    assert word == "attachment"
    assert file_name(parameters, {}) == expected


def test_only_plain_pieces_may_be_long() -> None:
    pieces = b"".join(b'; name*%d="aaaa"' % number for number in range(5000))
    assert is_long_continuation(b"application/pdf" + pieces)
    assert not is_long_continuation(b'application/pdf; name="' + b"a;" * 20_000 + b'"')
    assert not is_long_continuation(b"application/pdf" + pieces + b';;; name="')
    assert not is_long_continuation(b"application/pdf; name=" + b"*" * 20_000)


@given(st.binary(max_size=300))
def test_any_bytes_are_survived(raw: bytes) -> None:
    word, parameters = read_parameters(raw)
    assert "\0" not in file_name(parameters, parameters)
    assert word == word.lower()
