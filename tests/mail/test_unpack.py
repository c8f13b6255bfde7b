"""Archives and winmail.dat: what lies inside comes out once, with limits, and bombs stop early."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.documents.sniff import Sniffed
from mailbot.mail.model import Attachment
from mailbot.mail.parse import read_mail
from mailbot.mail.tnef import read_tnef
from mailbot.mail.unpack import unpack
from mailbot.mail.zips import Budget, read_zip
from mailbot.settings import LimitsSection
from tests.mail.samples import DOCX, PDF, TEXT_PART, attached, mixed, plain, thai, zipped
from tests.mail.tnef_writer import tnef, tnef_with_message

LIMITS = LimitsSection()


def _mail(data: bytes, name: bytes = b"a.zip", limits: LimitsSection = LIMITS) -> tuple[Attachment, ...]:
    part = attached(data, b'Content-Type: application/octet-stream; name="' + name + b'"')
    return read_mail(mixed(TEXT_PART, part), limits).attachments


def _shape(files: tuple[Attachment, ...]) -> list[tuple[str, str, str | None, str | None]]:
    return [(file.name, file.kind, file.container, file.problem) for file in files]


def _renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with another name of the same length in it, as a tool without UTF-8 would have written it."""
    assert len(old) == len(new)
    return data.replace(old, new)


def test_a_zip_stays_in_the_list_followed_by_its_files() -> None:
    assert _shape(_mail(zipped({"แผน.docx": DOCX, "แผน.pdf": PDF, "dir/": b""}))) == [
        ("a.zip", "archive", None, None),
        ("แผน.docx", "word", "a.zip", None),
        ("แผน.pdf", "pdf", "a.zip", None),
    ]


def test_a_word_file_is_not_taken_apart() -> None:
    assert _shape(_mail(DOCX, b"plan.docx")) == [("plan.docx", "word", None, None)]


@pytest.mark.parametrize("name", ["แผน.pdf", "แบบ.pdf", "แผนดำเนินธุรกิจ กรมที่ดิน.pdf"])
def test_names_of_thai_windows_zip_tools(name: str) -> None:
    raw = thai(name)
    data = _renamed(zipped({"x" * len(raw): PDF}), b"x" * len(raw), raw)
    assert [file.name for file in _mail(data)] == ["a.zip", name]


def test_names_in_utf8_without_the_flag() -> None:
    raw = "แผน.pdf".encode()
    data = _renamed(zipped({"x" * len(raw): PDF}), b"x" * len(raw), raw)
    assert [file.name for file in _mail(data)] == ["a.zip", "แผน.pdf"]


def test_a_false_promise_of_utf8_names() -> None:
    raw = thai("แผนกรมที่ดิน.pdf")
    data = zipped({"ก" + "x" * (len(raw) - 3): PDF})
    assert [file.name for file in _mail(data.replace("ก".encode() + b"x" * (len(raw) - 3), raw))] == [
        "a.zip",
        "แผนกรมที่ดิน.pdf",
    ]


def test_names_are_data_and_clutter_is_skipped() -> None:
    names = {"../../etc/x.pdf": PDF, "__MACOSX/._x.pdf": b"x", "a/Thumbs.db": b"x", ".DS_Store": b"x"}
    assert [file.name for file in _mail(zipped(names))] == ["a.zip", "../../etc/x.pdf"]


def test_an_archive_under_a_false_name_is_opened_all_the_same() -> None:
    files = _shape(_mail(zipped({"p.pdf": PDF}), b"plan.docx"))
    assert files == [("plan.docx", "archive", None, "file.wrong_type"), ("p.pdf", "pdf", "plan.docx", None)]


def test_archives_in_archives_up_to_the_limit() -> None:
    data = zipped({"p.pdf": PDF})
    for level in range(4):
        data = zipped({f"{level}.zip": data})
    files = _mail(data)
    assert [file.name for file in files] == ["a.zip", "3.zip", "2.zip", "1.zip"]
    assert [file.problem for file in files] == [None, None, None, "archive.limit"]


def test_too_many_entries() -> None:
    data = zipped({f"{number}.txt": b"x" for number in range(501)})
    assert _shape(_mail(data)) == [("a.zip", "archive", None, "archive.limit")]
    many = zipped({f"{number}.txt": b"x" for number in range(300)})
    part = attached(many, b'Content-Type: application/zip; name="m.zip"')
    archives = [file for file in read_mail(mixed(part, part), LIMITS).attachments if file.kind == "archive"]
    assert [file.problem for file in archives] == [None, "archive.limit"]


def test_a_directory_of_very_many_entries_is_not_even_read() -> None:
    data = zipped({"a": b"x"}) + b"PK\x01\x02" * 25_000
    assert _shape(_mail(data)) == [("a.zip", "archive", None, "archive.limit")]


def test_a_bomb_by_ratio_and_a_bomb_by_size() -> None:
    bomb = zipped({"zeros": bytes(30_000_000)})
    assert len(bomb) < 100_000
    assert [file.problem for file in _mail(bomb)] == ["archive.limit"]
    small = LimitsSection(archive_mb=1)
    assert [file.problem for file in _mail(zipped({"z": bytes(1_100_000)}), limits=small)] == ["archive.limit"]
    assert [file.problem for file in _mail(zipped({"z": bytes(5_000_000)}))] == [None, None]


def test_entries_that_share_their_bytes_are_a_bomb() -> None:
    data = zipped({"a": PDF, "b": PDF})
    directory = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", directory + 4)
    forged = bytearray(data)
    forged[second + 42 : second + 46] = (0).to_bytes(4, "little")
    assert [file.problem for file in _mail(bytes(forged))] == ["archive.limit"]


def test_a_password_is_told_and_open_files_beside_it_come_out() -> None:
    data = bytearray(zipped({"a.pdf": PDF, "b.pdf": PDF}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert _shape(_mail(bytes(data))) == [
        ("a.zip", "archive", None, "archive.password"),
        ("b.pdf", "pdf", "a.zip", None),
    ]


def test_packing_that_we_do_not_read() -> None:
    assert [file.problem for file in _mail(zipped({"a": PDF}, zipfile.ZIP_LZMA))] == ["archive.unsupported"]


@pytest.mark.parametrize("head", [b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c\x00\x04"])
def test_rar_and_7z_are_told(head: bytes) -> None:
    assert _shape(_mail(head + bytes(100), b"a.rar")) == [("a.rar", "archive", None, "archive.unsupported")]


def test_damaged_archives() -> None:
    data = zipped({"a.pdf": PDF})
    assert [file.problem for file in _mail(data[:-30])] == ["archive.damaged"]
    changed = bytearray(zipped({"a.pdf": PDF}, zipfile.ZIP_STORED))
    changed[200] ^= 0xFF
    assert _mail(bytes(changed))[0].problem == "archive.damaged"


def test_a_mail_in_an_archive_is_its_own_level() -> None:
    inner = mixed(attached(PDF, b'Content-Type: application/pdf; name="in.pdf"'), Subject=b"inner")
    files = _mail(zipped({"fw.eml": inner}))
    assert [(file.name, file.kind, file.level) for file in files] == [
        ("a.zip", "archive", 0),
        ("fw.eml", "message", 0),
        ("in.pdf", "pdf", 1),
    ]


def test_winmail_dat_with_two_files_and_thai_names() -> None:
    data = tnef([("แผน.docx", DOCX), ("แผน.pdf", PDF)])
    assert _shape(_mail(data, b"winmail.dat")) == [
        ("winmail.dat", "tnef", None, None),
        ("แผน.docx", "word", "winmail.dat", None),
        ("แผน.pdf", "pdf", "winmail.dat", None),
    ]
    assert [file.data for file in _mail(data)][1:] == [DOCX, PDF]


def test_winmail_dat_with_short_names_in_cp874() -> None:
    contents, problem = read_tnef(tnef([("แผน.pdf", PDF)], long_names=False))
    assert problem is None
    assert [(content.name, content.data) for content in contents] == [("แผน.pdf", PDF)]


def test_files_of_a_message_inside_winmail_dat() -> None:
    contents, problem = read_tnef(tnef_with_message([("in.pdf", PDF)]))
    assert problem is None
    assert [(content.name, content.data) for content in contents] == [("in.pdf", PDF)]


def test_bad_tnef_is_told() -> None:
    data = tnef([("a.pdf", PDF)])
    assert _shape(_mail(data[:-40], b"winmail.dat")) == [("winmail.dat", "tnef", None, "tnef.unreadable")]
    assert read_tnef(b"not tnef") == ([], "tnef.unreadable")


def test_false_counts_in_tnef_do_not_hang() -> None:
    lying = tnef([("a.pdf", PDF)], property_count=0xFFFFFFFF)
    contents, _ = read_tnef(lying)
    assert [content.data for content in contents] == [PDF]


@given(st.binary(max_size=200), st.integers(0, 400))
def test_any_change_of_a_tnef_is_survived(patch: bytes, at: int) -> None:
    data = tnef([("แผน.pdf", PDF[:200])])
    contents, problem = read_tnef(data[:at] + patch + data[at + len(patch) :])
    assert problem in (None, "tnef.unreadable")
    assert len(contents) <= 2


@given(st.binary(max_size=60), st.integers(0, 500))
def test_any_change_of_a_zip_is_survived(patch: bytes, at: int) -> None:
    data = zipped({"a.pdf": PDF[:200], "b.docx": DOCX})
    contents, problem = read_zip(data[:at] + patch + data[at + len(patch) :], LIMITS, Budget.of(LIMITS))
    assert problem is None or problem.startswith("archive.")
    assert len(contents) <= 2


def test_what_is_no_container_gives_nothing() -> None:
    assert unpack(PDF, Sniffed("pdf"), LIMITS, Budget.of(LIMITS), 0) == ([], None)


def test_an_empty_zip() -> None:
    target = io.BytesIO()
    zipfile.ZipFile(target, "w").close()
    assert _shape(_mail(target.getvalue())) == [("a.zip", "archive", None, None)]
    assert read_mail(plain(b"x"), LIMITS).attachments == ()
