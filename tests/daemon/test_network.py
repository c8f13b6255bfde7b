"""Broken networks and poor servers: the daemon recovers by itself, loses nothing and answers each mail once."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.daemon.mails import question, submission
from tests.daemon.office import Office, killed
from tests.daemon.running import running, until
from tests.servers.dovecot import DovecotServer, message_id
from tests.servers.proxy import FaultProxy
from tests.servers.smtp_sink import SmtpSink

pytestmark = pytest.mark.dovecot


@pytest.fixture
def proxy(office: Office) -> Iterator[FaultProxy]:
    """Between the daemon and Dovecot."""
    between = FaultProxy(office.dovecot.port_tls)
    office.configure(imap_port=between.port)
    yield between
    between.stop()


def _answered(office: Office, count: int) -> None:
    until(lambda: len(office.sink.messages) >= count)
    until(lambda: "INBOX" not in office.dovecot.whereabouts())


def test_a_dropped_connection_is_made_anew(office: Office, proxy: FaultProxy) -> None:
    with running(office.config):
        office.dovecot.deliver(question(1))
        _answered(office, 1)
        proxy.drop()
        office.dovecot.deliver(question(2))
        _answered(office, 2)
    office.run_until_quiet()
    office.assert_settled([message_id(question(1)), message_id(question(2))])


def test_a_half_open_connection_ends_at_the_read_time_out(office: Office, proxy: FaultProxy) -> None:
    with running(office.config):
        office.dovecot.deliver(question(1))
        _answered(office, 1)
        proxy.freeze()
        office.dovecot.deliver(question(2))
        until(lambda: office.rows("SELECT count(*) FROM mail")[0][0] == 1)
        proxy.heal()
        _answered(office, 2)
    office.run_until_quiet()
    office.assert_settled([message_id(question(1)), message_id(question(2))])


def test_a_cut_in_mid_literal_leaves_no_half_mail(office: Office, proxy: FaultProxy) -> None:
    proxy.cut_after_received(60_000)
    office.dovecot.deliver(submission())
    with running(office.config):
        _answered(office, 1)
    office.run_until_quiet()
    office.assert_settled([message_id(submission())])
    assert office.rows("SELECT verdict FROM mail") == [("accepted",)]


def test_a_server_that_dies_in_idle_is_found_again(office: Office) -> None:
    with running(office.config):
        office.dovecot.deliver(question(1))
        _answered(office, 1)
        office.dovecot.kill()
        office.dovecot.resume()
        office.dovecot.deliver(question(2))
        _answered(office, 2)


def test_an_answer_lost_after_data_is_sent_again_once_with_the_same_id(office: Office) -> None:
    office.sink.fail_next("data", "drop")
    office.dovecot.deliver(question(1))
    with running(office.config) as daemon:
        until(lambda: office.rows("SELECT state FROM outbox") == [("uncertain",)])
        assert office.dovecot.whereabouts()["INBOX"], "the mail must stay until its answer is out"
        daemon.clock.ahead = timedelta(minutes=6)
        _answered(office, 2)
        daemon.clock.ahead = timedelta(minutes=60)
        until(lambda: office.rows("SELECT state FROM outbox") == [("sent",)])
    ids = office.sink.message_ids()
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert office.sink.messages[0].raw == office.sink.messages[1].raw


def test_a_put_off_answer_is_tried_again_and_a_refused_one_told_to_staff(office: Office) -> None:
    office.sink.fail_next("rcpt", "451 4.3.0 later")
    office.dovecot.deliver(question(1))
    with running(office.config) as daemon:
        until(lambda: bool(office.rows("SELECT 1 FROM event WHERE action = 'put_off'")))
        daemon.clock.ahead = timedelta(minutes=20)
        _answered(office, 1)
        office.sink.fail_next("rcpt", "550 5.1.1 no such user")
        office.dovecot.deliver(question(2))
        until(lambda: bool(office.rows("SELECT 1 FROM event WHERE action = 'refused' AND for_staff = 1")))
        until(lambda: "INBOX" not in office.dovecot.whereabouts())


def test_a_refused_login_is_told_once_and_told_again_when_it_is_well(office: Office) -> None:
    right = office.config.read_text("utf-8")
    office.config.write_text(
        right.replace('user = "bot"\npassword = "secret"', 'user = "bot"\npassword = "wrong"', 1), "utf-8"
    )
    with running(office.config) as daemon:
        until(lambda: office.ledger.exists() and bool(office.rows("SELECT 1 FROM condition WHERE name = 'login'")))
        assert daemon.alive
    assert office.rows("SELECT count(*) FROM event WHERE action = 'trouble'") == [(1,)]
    office.config.write_text(right, "utf-8")
    office.dovecot.deliver(question(1))
    with running(office.config):
        _answered(office, 1)
        until(lambda: not office.rows("SELECT 1 FROM condition"))
    assert office.rows("SELECT count(*) FROM event WHERE action = 'well_again'") == [(1,)]


def test_a_network_that_is_away_is_no_refused_login(office: Office, proxy: FaultProxy) -> None:
    proxy.drop(refuse=True)
    with running(office.config) as daemon:
        until(lambda: office.ledger.exists())
        assert daemon.alive
        office.dovecot.deliver(question(1))
        proxy.heal()
        _answered(office, 1)
    assert office.rows("SELECT count(*) FROM event WHERE action = 'trouble'") == [(0,)]


@pytest.mark.parametrize("lacking", [("MOVE",), ("MOVE", "UIDPLUS"), ("IDLE",)], ids="-".join)
def test_servers_that_lack_an_extension(tmp_path: Path, smtp_sink: SmtpSink, lacking: tuple[str, ...]) -> None:
    server = DovecotServer.start(without=lacking)
    try:
        office = Office(tmp_path / "office", server, smtp_sink).configure()
        mails = [question(1), submission()]
        for raw in mails:
            server.deliver(raw)
        with running(office.config):
            _answered(office, 2)
        office.run_until_quiet()
        office.assert_settled([message_id(raw) for raw in mails])
    finally:
        server.stop()


@pytest.mark.parametrize("step", ["recorded", "decided", "before-move"])
def test_a_new_uidvalidity_means_a_rescan_and_no_second_answer(office: Office, step: str) -> None:
    mails = [question(1), question(2)]
    for raw in mails:
        office.dovecot.deliver(raw)
    assert killed(office.run(step, 1))
    office.dovecot.change_uidvalidity()
    office.run_until_quiet()
    office.assert_settled([message_id(raw) for raw in mails])


def test_a_mail_that_a_person_drags_back_is_not_answered_again(office: Office) -> None:
    office.dovecot.deliver(question(1))
    office.run_until_quiet()
    with office.dovecot.client() as client:
        client.select_folder("Review")
        client.move(client.search(), "INBOX")
    office.run_until_quiet()
    assert len(office.sink.messages) == 1
    assert "INBOX" not in office.dovecot.whereabouts()
    assert office.rows("SELECT count(DISTINCT receipt), count(*) FROM mail") == [(1, 2)]


def test_the_same_mail_by_two_paths_is_one_submission(office: Office) -> None:
    office.dovecot.deliver(question(1))
    office.dovecot.deliver(
        b"Received: from elsewhere.example by gateway.example; Mon, 15 Jun 2020 10:00:05 +0700\r\n" + question(1)
    )
    office.run_until_quiet()
    assert len(office.sink.messages) == 1
    assert office.rows("SELECT count(DISTINCT receipt), count(*), sum(duplicate_of IS NOT NULL) FROM mail") == [
        (1, 2, 1)
    ]
