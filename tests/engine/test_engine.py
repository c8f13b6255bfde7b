"""Mails are handed over before they are asked for; what was learned meanwhile, what breaks, what ends."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from mailbot.bench import BenchParts, Hints
from mailbot.engine.engine import Engine
from mailbot.engine.lane import Lane
from mailbot.errors import NoWorkers, Poison, Transient
from mailbot.examination import Examination, Identity, MailPart

NOW = datetime(2020, 6, 15, tzinfo=UTC)
RAW = b"From: a@x.go.th\n\n"


@dataclass
class Desk:
    """Lanes whose answers the test gives by hand."""

    handed: list[tuple[bytes, Hints, "Future[Examination]"]] = field(default_factory=list)
    renewed: int = 0

    @property
    def plans(self) -> Lane:
        """Two at once."""
        return Lane(self._submit, 2)

    @property
    def scans(self) -> Lane:
        """One at once."""
        return Lane(self._submit, 1)

    def renew(self, parts: BenchParts) -> None:
        """Counts."""
        self.renewed += 1

    def close(self) -> None:
        """Nothing to close."""

    def _submit(self, raw: bytes, hints: Hints) -> "Future[Examination]":
        future: Future[Examination] = Future()
        self.handed.append((raw, hints, future))
        return future


def engine(desk: Desk, stopped: Callable[[], bool] = lambda: False, patience: float = 5) -> Engine:
    """An engine over hand-made lanes."""
    return Engine(desk, stopped, lambda hints: patience)


def examination(word: str) -> Examination:
    """Something to tell answers apart by."""
    mail = MailPart(message_id=None, subject="", sender=None, received_at=None, attachments=[])
    return Examination(
        mail=mail,
        kind="other",
        may_reply=False,
        no_reply_reason=None,
        identity=Identity(status="unknown"),
        plans=[],
        findings=[],
        verdict="no_plan",
        content_key=word,
    )


def test_a_mail_that_was_begun_is_not_handed_over_again() -> None:
    desk = Desk()
    this, hints = engine(desk), Hints(received_at=NOW)
    assert this.begin(RAW, hints)
    assert this.begin(RAW, hints)
    assert this.scan_is_ready(sha256(RAW).hexdigest()) is False
    desk.handed[0][2].set_result(examination("first"))
    assert this.scan_is_ready(sha256(RAW).hexdigest()) is True
    assert this.examine(RAW, hints).content_key == "first"
    assert len(desk.handed) == 1


def test_a_mail_that_takes_long_lets_others_go_first() -> None:
    desk = Desk()
    this, mails = engine(desk, patience=0), [RAW + b"1", RAW + b"2"]
    this.order_seconds = 0
    digests = [sha256(raw).hexdigest() for raw in mails]
    assert this.first_ready(digests) == 0, "nobody began them"
    for raw in mails:
        this.begin(raw, Hints(scans="later"))
    assert this.first_ready(digests) == 0, "none is ready in time"
    assert this.first_ready([digests[0], sha256(b"another").hexdigest()]) == 1, "what was not begun waits for nothing"
    desk.handed[1][2].set_result(examination("second"))
    assert this.first_ready(digests) == 1
    desk.handed[0][2].set_exception(Poison("died"))
    assert this.first_ready(digests) == 0, "a failure is an answer too"


def test_a_lane_takes_no_more_than_is_worth_it_and_scans_have_their_own() -> None:
    this = engine(Desk())
    assert [this.begin(RAW + bytes([number]), Hints(scans="later")) for number in range(3)] == [True, True, False]
    assert this.begin(RAW, Hints(scans="read"))
    assert not this.begin(RAW + b"9", Hints(scans="read"))


@pytest.mark.parametrize(
    ("learned", "calls"),
    [({"clerk@gmail.com": "d.dlt"}, 1), ({"a@x.go.th": "d.dlt"}, 2)],
    ids=["of another address", "of this sender"],
)
def test_what_was_learned_since_counts_where_it_concerns_the_mail(learned: dict[str, str], calls: int) -> None:
    desk = Desk()
    this = engine(desk)
    this.begin(RAW, Hints(received_at=NOW))
    for _, _, future in desk.handed:
        future.set_result(examination("old"))
    thread = threading.Thread(target=lambda: _answer_second(desk), daemon=True)
    thread.start()
    found = this.examine(RAW, Hints(received_at=NOW, learned=learned))
    assert (len(desk.handed), found.content_key) == (calls, "old" if calls == 1 else "new")


def _answer_second(desk: Desk) -> None:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and len(desk.handed) < 2:
        time.sleep(0.01)
    if len(desk.handed) == 2:
        desk.handed[1][2].set_result(examination("new"))


def test_the_workers_own_errors_are_told_as_they_are() -> None:
    desk = Desk()
    this = engine(desk)
    this.begin(RAW, Hints())
    desk.handed[0][2].set_exception(Poison("died"))
    with pytest.raises(Poison, match="died"):
        this.examine(RAW, Hints())


def test_lost_workers_and_the_end_of_the_daemon_blame_no_mail() -> None:
    desk = Desk()
    this = engine(desk)
    this.begin(RAW, Hints())
    desk.handed[0][2].cancel()
    with pytest.raises(Transient, match="gone"):
        this.examine(RAW, Hints())
    with pytest.raises(Transient, match="ending"):
        engine(Desk(), stopped=lambda: True).examine(RAW, Hints())
    with pytest.raises(NoWorkers, match="no worker had time"):
        engine(Desk(), patience=0).examine(RAW, Hints())


def test_a_mail_that_nobody_asks_for_keeps_no_place_for_ever() -> None:
    this = engine(Desk(), patience=0)
    assert [this.begin(RAW + bytes([number]), Hints(scans="later")) for number in range(4)] == [True, True, False, True]


def test_new_rules_forget_what_was_begun_by_the_old_ones() -> None:
    desk = Desk()
    this = engine(desk)
    this.begin(RAW, Hints())
    this.renew(BenchParts.__new__(BenchParts))
    assert desk.renewed == 1
    assert desk.handed[0][2].cancelled()
    assert this.scan_is_ready(sha256(RAW).hexdigest()) is None
