"""Waiting for mail: wake-ups on a real Dovecot, and everything that is known to go wrong in IDLE."""

import statistics
import threading
import time

import pytest

from mailbot.errors import Transient
from mailbot.mailbox.imap import ImapMailbox
from tests.mailbox.servers import dovecot_without, mail, mailbox_of, settings
from tests.servers.dovecot import DovecotServer
from tests.servers.scripted_imap import Answer, ScriptedImap, Session, idle_saying


@pytest.mark.dovecot
def test_a_delivery_wakes_it(dovecot: DovecotServer) -> None:
    box = mailbox_of(dovecot)
    box.open()
    assert box.waiting() == []
    timer = threading.Timer(0.3, dovecot.deliver, [mail(1)])
    start = time.monotonic()
    timer.start()
    box.wait(20)
    assert time.monotonic() - start < 5
    assert box.waiting() == ["1"]
    timer.join()
    box.close()


@pytest.mark.dovecot
def test_every_delivery_that_races_with_idle_is_found(dovecot: DovecotServer) -> None:
    """Mails come just before, in and just after the start of IDLE; none may wait for the end of a long slice."""
    box = mailbox_of(dovecot)
    box.open()
    delays = []
    for number in range(12):
        timer = threading.Timer(0.0005 * (number % 8), dovecot.deliver, [mail(number)])
        known = len(box.waiting())
        start = time.monotonic()
        timer.start()
        while len(box.waiting()) == known:
            assert time.monotonic() - start < 5
            box.wait(3)
        delays.append(time.monotonic() - start)
        timer.join()
    assert statistics.median(delays) < 1.5
    box.close()


@pytest.mark.dovecot
def test_news_that_came_with_another_answer_is_not_slept_over(dovecot: DovecotServer) -> None:
    box = mailbox_of(dovecot)
    box.open()
    dovecot.deliver(mail(1))
    assert box.waiting() == ["1"]
    dovecot.deliver(mail(2))
    assert box.move("1", "Processed") is True
    start = time.monotonic()
    box.wait(20)
    assert time.monotonic() - start < 1
    assert box.waiting() == ["2"]
    box.close()


@pytest.mark.dovecot
def test_quiet_time_ends_after_the_slice(dovecot: DovecotServer) -> None:
    box = mailbox_of(dovecot, idle_seconds=1)
    box.open()
    assert box.waiting() == []
    start = time.monotonic()
    box.wait(20)
    assert 0.9 < time.monotonic() - start < 3
    assert box.waiting() == []
    box.close()


@pytest.mark.dovecot
def test_asked_to_stop_it_ends_soon(dovecot: DovecotServer) -> None:
    stop = threading.Event()
    box = ImapMailbox(settings(dovecot.port_tls, ca_file=dovecot.ca_file), stopped=stop.is_set)
    box.open()
    assert box.waiting() == []
    threading.Timer(0.2, stop.set).start()
    start = time.monotonic()
    box.wait(20)
    assert 0.2 <= time.monotonic() - start < 3
    assert box.waiting() == []
    box.close()


@pytest.mark.dovecot
def test_without_idle_it_sleeps_for_the_poll_time() -> None:
    with dovecot_without("IDLE") as server:
        slept: list[float] = []
        config = settings(server.port_tls, ca_file=server.ca_file).model_copy(update={"poll_seconds": 7.0})
        box = ImapMailbox(config, sleep=slept.append)
        box.open()
        assert box.waiting() == []
        box.wait(60)
        assert sum(slept) == 7.0
        box.wait(3)
        assert sum(slept) == 10.0
        server.deliver(mail(1))
        assert box.waiting() == ["1"]
        box.close()


@pytest.mark.dovecot
def test_a_server_that_dies_in_idle_is_noticed(dovecot: DovecotServer) -> None:
    box = mailbox_of(dovecot)
    box.open()
    assert box.waiting() == []
    timer = threading.Timer(0.3, dovecot.kill)
    timer.start()
    start = time.monotonic()
    with pytest.raises(Transient):
        box.wait(20)
    assert time.monotonic() - start < 5
    timer.join()
    dovecot.resume()
    dovecot.deliver(mail(1))
    box.open()
    assert box.waiting() == ["1"]
    box.close()


def _scripted(answer: Answer, seconds: float = 10.0) -> tuple[ScriptedImap, float]:
    server = ScriptedImap({"IDLE": answer})
    try:
        box = ImapMailbox(settings(server.port, security="none"))
        box.open()
        assert box.waiting() == []
        start = time.monotonic()
        box.wait(seconds)
        took = time.monotonic() - start
        assert box.waiting() == []
        assert server.commands[-3:] == ["IDLE", "NOOP", "UID SEARCH ALL"], "still in step with the server"
        box.close()
        return server, took
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(("* 1 EXISTS", "+ idling"), (), id="EXISTS before the +"),
        pytest.param(("+ idling", "* 1 EXISTS"), (), id="EXISTS in the packet of the +"),
        pytest.param(("+ idling",), (b"* 1 EXISTS\r\n",), id="EXISTS later"),
        pytest.param(("+ idling", b"* 1 EX"), (b"ISTS\r\n",), id="EXISTS in two packets, first with the +"),
        pytest.param(("+ idling",), ("* OK Still here",), id="keep-alive"),
    ],
)
def test_a_wake_up_is_never_missed(before: tuple[str | bytes, ...], after: tuple[str | bytes, ...]) -> None:
    _server, took = _scripted(idle_saying(before, after, pause=0.2))
    assert took < 2


def test_exists_in_two_packets() -> None:
    def halves(session: Session, tag: str, rest: str) -> None:
        session.send("+ idling")
        time.sleep(0.1)
        session.send(b"* 1 EX")
        time.sleep(0.3)
        session.send(b"ISTS\r\n")
        assert session.receive() == "DONE"
        session.send(f"{tag} OK done")

    _server, took = _scripted(halves)
    assert took < 2


def _bye(session: Session, tag: str, rest: str) -> None:
    session.send("+ idling")
    time.sleep(0.1)
    session.send("* BYE server shutting down")
    session.cut()


def _refused(session: Session, tag: str, rest: str) -> None:
    session.send(f"{tag} NO not now")


def _deaf(session: Session, tag: str, rest: str) -> None:
    session.send("+ idling")
    session.receive()


@pytest.mark.parametrize(
    "answer", [pytest.param(_bye, id="BYE"), pytest.param(_refused, id="NO"), pytest.param(_deaf, id="no end")]
)
def test_trouble_in_idle_is_transient_and_quick(answer: Answer) -> None:
    server = ScriptedImap({"IDLE": answer})
    try:
        box = ImapMailbox(settings(server.port, security="none"))
        box.open()
        assert box.waiting() == []
        start = time.monotonic()
        with pytest.raises(Transient):
            box.wait(0.5)
        assert time.monotonic() - start < 4
        server.folders["INBOX"][9] = mail(9)
        box.open()
        assert box.waiting() == ["9"]
        box.close()
    finally:
        server.stop()
