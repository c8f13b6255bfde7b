"""The letters to staff and chief: what they tell, whom they reach, and that each goes out once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailbot.errors import ConfigError
from mailbot.replies.lines import WIDTH, cells
from mailbot.workplace import Workplace
from tests.daemon.running import workplace
from tests.ledger.samples import answer, examination, outgoing, plan, silence

BANGKOK = ZoneInfo("Asia/Bangkok")


class Walk:
    """A clock that the test sets."""

    now = datetime(2020, 6, 12, 10, tzinfo=BANGKOK)

    def __call__(self) -> datetime:
        """Now."""
        return self.now


@pytest.fixture
def walk() -> Walk:
    """A Friday morning."""
    return Walk()


@pytest.fixture
def place(tmp_path: Path, walk: Walk) -> Iterator[Workplace]:
    """An office with staff and a chief."""
    (tmp_path / "config.toml").write_text(
        '[data]\nmin_free_mb = 0\n[staff]\nalert_address = "officer@example.go.th"\n'
        'digest_address = "officer@example.go.th"\n'
        'report_address = "chief@example.go.th"\n',
        "utf-8",
    )
    made = workplace(tmp_path / "config.toml", walk)
    made.mailbox.open()
    yield made
    made.close()


def _receive(place: Workplace, key: str, *plans: str, maker: object = answer) -> int:
    box = place.ledger.mailbox_id("elsewhere", "INBOX", "1")
    mail_id = place.ledger.record_fetched(box, key, f"sha-{key}", 1, place.clock(), place.clock())
    agency, verdict = plans
    found = examination(key, plan(agency, verdict), sender=f"clerk.{key}@private.example.com")
    place.ledger.decide(mail_id, found, maker, place.clock())  # type: ignore[arg-type]
    return mail_id


def _sent(place: Workplace, to: str) -> list[str]:
    found = []
    for path in sorted((place.folder / "sent" / "new").glob("*"), key=lambda path: path.stat().st_mtime_ns):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        if mail["To"] == to and not str(mail["Subject"]).startswith("[mailbot]"):
            body = mail.get_body(("plain",))
            assert body is not None and mail["Auto-Submitted"] == "auto-generated"
            found.append(f"{mail['Subject']}\n{body.get_content()}")
    return found


def test_a_morning_tells_what_came_what_waits_and_who_is_missing(place: Workplace, walk: Walk) -> None:
    _receive(place, "a", "d.dlt", "accepted")
    _receive(place, "b", "d.tmd", "review")
    _receive(place, "c", "d.dol", "deficient", maker=silence)
    secret = _receive(place, "d", "d.rd", "sealed")
    place.ledger.enqueue(
        outgoing("x", "gone@example.go.th", kind="reminder", agency_id="d.doe", stage="s"), walk(), action="reminder"
    )
    place.ledger.record_bounce(secret, "x", None, {"severity": "hard"}, walk())
    place.ledger.raise_condition("disk", "full", walk())
    walk.now = datetime(2020, 6, 15, 8, 30, tzinfo=BANGKOK)
    for _ in range(3):
        place.daemon.run_once()
    (text,) = _sent(place, "officer@example.go.th")
    flat = text.replace("\n", "")
    assert "เรื่องขัดข้อง ๑ เรื่อง" in flat and "เนื้อที่ดิสก์ใกล้เต็ม" in flat
    assert "ได้รับอีเมล ๔ ฉบับ" in flat
    assert "กรมอุตุนิยมวิทยา" in flat, "waits for a person"
    assert "gone@example.go.th" in flat, "bounced"
    assert "การไฟฟ้าฝ่ายผลิตแห่งประเทศไทย" in flat, "vital, missing"
    assert "กรมสรรพากร" not in flat and "clerk.d" not in flat, "nothing of a sealed mail but its receipt"
    assert "BCP2563-000004 มีชั้นความลับ" in flat
    assert all(cells(line) <= WIDTH for line in text.splitlines()[1:])


def test_each_edition_goes_out_once_through_outage_and_restart(place: Workplace, walk: Walk, tmp_path: Path) -> None:
    down = {datetime(2020, 6, day).date() for day in (16, 17, 22)}
    for number in range(14 * 3):
        walk.now = datetime(2020, 6, 15, 7, tzinfo=BANGKOK) + timedelta(hours=8 * number)
        if walk.now.date() not in down:
            again = workplace(tmp_path / "config.toml", walk)
            again.daemon.run_once()
            again.close()
    days = [text.split("\n")[0].rsplit(": แผน BCP ", 1)[1] for text in _sent(place, "officer@example.go.th")]
    assert days == [f"{day} มิถุนายน ๒๕๖๓" for day in ("๑๕", "๑๘", "๑๙", "๒๓", "๒๔", "๒๕", "๒๖")]
    weeks = _sent(place, "chief@example.go.th")
    assert len(weeks) == 2
    assert "แยกตามกลุ่มหน่วยงาน" in weeks[0] and "จังหวัดที่ยังไม่ได้รับแผนมากที่สุด" in weeks[0]


def test_nobody_is_told_where_nobody_reads(tmp_path: Path, walk: Walk) -> None:
    (tmp_path / "config.toml").write_text(
        '[data]\nmin_free_mb = 0\n[replies]\naddress = "robot@example.go.th"\n'
        '[staff]\ndigest_address = "opdcbcm@opdc.go.th"\n',
        "utf-8",
    )
    place = workplace(tmp_path / "config.toml", walk)
    with pytest.raises(ConfigError, match="watched inbox"):
        _ = place.daemon
    place.close()
