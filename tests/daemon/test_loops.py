"""Two mailbots and an out-of-office robot wired together for 10,000 rounds: the mails stay within the budget."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path

import pytest

from mailbot import config_file
from mailbot.examiner import DirectExaminer
from mailbot.workplace import Workplace
from tests.daemon.running import bench

ROUNDS = 10_000
ROUND = timedelta(minutes=1)
DAYS = ROUNDS // (24 * 60) + 1
MARKS = (
    "auto-submitted",
    "x-auto-response-suppress",
    "x-loop",
    "x-mailbot-loop",
    "precedence",
    "references",
    "in-reply-to",
)


@dataclass
class World:
    """One clock for everybody, and what was sent by whom to whom."""

    now: datetime = datetime(2020, 6, 1, tzinfo=UTC)
    sent: list[tuple[str, str, datetime]] = field(default_factory=list)

    def __call__(self) -> datetime:
        """Now, for the mailbots."""
        return self.now


@dataclass
class Bot:
    """A mailbot on an embedded mailbox; what it sends is taken out of its Maildir by the world."""

    address: str
    folder: Path
    world: World
    place: Workplace = field(init=False)
    delivered: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        config = self.folder / "config.toml"
        config.write_text(f"[data]\nmin_free_mb = 0\n[replies]\naddress = {json.dumps(self.address)}\n", "utf-8")
        self.place = Workplace(config_file.load(config), clock=self.world)
        self.place.__dict__["bench"] = bench(self.place.parts)
        self.place.__dict__["examiner"] = DirectExaminer(self.place.bench)
        self.place.mailbox.open()

    def receive(self, mails: list[bytes]) -> list[tuple[str, bytes]]:
        """Take these mails in; (recipient, mail) of everything that leaves."""
        for raw in mails:
            self.place.mailbox.append("INBOX", raw, self.world.now)
        self.place.daemon.run_once()
        out = []
        for path in sorted((self.place.folder / "sent" / "new").glob("*")):
            if path.name not in self.delivered:
                self.delivered.add(path.name)
                raw = path.read_bytes()
                recipient = str(message_from_bytes(raw)["To"])
                self.world.sent.append((self.address, recipient, self.world.now))
                out.append((recipient, raw))
        return out


@dataclass
class Robot:
    """Answers every mail at once, without any mark that tells what it is (Exchange did so for years)."""

    address: str
    world: World
    count: int = 0

    def receive(self, mails: list[bytes]) -> list[tuple[str, bytes]]:
        """One absence notice for each mail."""
        return [(parseaddr(str(message_from_bytes(raw)["From"]))[1], self.notice(raw)) for raw in mails]

    def notice(self, raw: bytes | None, to: str = "") -> bytes:
        """A notice that quotes nothing and differs each time."""
        self.count += 1
        mail = EmailMessage(policy=policy.SMTP)
        mail["From"] = f"สมศรี <{self.address}>"
        mail["To"] = to or parseaddr(str(message_from_bytes(raw or b"")["From"]))[1]
        mail["Subject"] = f"ไปราชการ กลับวันจันทร์ ({self.count})"
        mail["Message-ID"] = f"<robot.{self.count}@robot.example>"
        mail["Date"] = format_datetime(self.world.now)
        mail.set_content(f"ขณะนี้ไปราชการ จะตอบเมื่อกลับ เรื่องที่ {self.count}\n")
        return mail.as_bytes()


def stripped(raw: bytes, number: int) -> bytes:
    """What a gateway of the worst kind makes of a mail: every mark gone, a new Message-ID."""
    mail = message_from_bytes(raw)
    for mark in MARKS:
        del mail[mark]
    mail.replace_header("Message-ID", f"<gateway.{number}@gateway.example>")
    return mail.as_bytes()


@pytest.mark.slow
def test_ten_thousand_rounds_stay_within_the_budget(tmp_path: Path) -> None:
    world = World()
    first, second = Bot("one@opdc.example", tmp_path / "one", world), Bot("two@moi.example", tmp_path / "two", world)
    robot = Robot("somsri@office.example", world)
    everybody: dict[str, Bot | Robot] = {bot.address: bot for bot in (first, second)} | {robot.address: robot}
    waiting: dict[str, list[bytes]] = {address: [] for address in everybody}
    waiting[first.address] = [robot.notice(None, first.address)]
    waiting[second.address] = [robot.notice(None, second.address)]
    through_gateway = 0
    for number in range(ROUNDS):
        world.now += ROUND
        if number % 100 == 0:  # the robot is also asked by others, and its notices go astray to us
            waiting[first.address].append(robot.notice(None, first.address))
        for address, other in everybody.items():
            mails, waiting[address] = waiting[address], []
            if not mails:
                continue
            for recipient, raw in other.receive(mails):
                target = next((known for known in everybody if known in recipient), None)
                if target is None:
                    continue
                waiting[target].append(raw)
                if target == robot.address and number % 2:  # and half of what it gets is bounced on to the other bot
                    through_gateway += 1
                    astray = second if address == first.address else first
                    waiting[astray.address].append(stripped(raw, through_gateway))
    per_day = first.place.settings.replies.per_address_per_day
    for bot in (first, second):
        for recipient in {to for sender, to, _ in world.sent if sender == bot.address}:
            moments = [at for sender, to, at in world.sent if (sender, to) == (bot.address, recipient)]
            assert len(moments) <= per_day * DAYS
            for start in moments:
                within = [at for at in moments if start <= at < start + timedelta(days=1)]
                assert len(within) <= per_day, f"{bot.address} to {recipient} on {start}"
    assert len(world.sent) >= DAYS, "the bots must have answered at all"
    withheld = first.place.ledger.rows("SELECT count(*) FROM event WHERE action = 'reply_withheld' AND for_staff = 1")
    assert withheld[0][0] > 0, "every withheld answer is shown to staff"
    notices = first.place.ledger.rows("SELECT count(*) FROM outbox WHERE kind = 'last_notice'")
    assert 0 < notices[0][0] <= DAYS * 3
    for bot in (first, second):
        assert bot.place.ledger.rows("SELECT count(*) FROM mail WHERE state <> 'done'")[0][0] == 0
        bot.place.close()


def test_our_own_mail_is_never_answered(tmp_path: Path) -> None:
    world = World()
    bot = Bot("one@opdc.example", tmp_path / "one", world)
    robot = Robot("somsri@office.example", world)
    ((_, answer),) = bot.receive([robot.notice(None, bot.address)])
    assert bot.receive([answer]) == []
    reasons = bot.place.ledger.rows("SELECT no_reply_reason FROM mail ORDER BY id")
    assert reasons[1][0] in ("own_loop_header", "own_message_id")
    bot.place.close()
