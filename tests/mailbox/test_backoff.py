"""Waiting times grow, stay in their limits, differ between mailbots, and start anew after a success."""

from mailbot.mailbox.backoff import Backoff


def test_doubles_up_to_a_quarter_of_an_hour() -> None:
    backoff = Backoff(fraction=lambda: 0.0)
    assert [backoff.next() for _ in range(12)] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    assert backoff.failures == 12
    backoff.reset()
    assert backoff.next() == 1


def test_jitter_takes_away_up_to_a_half() -> None:
    backoff = Backoff(fraction=lambda: 0.999999)
    waits = [backoff.next() for _ in range(12)]
    assert 0.5 <= waits[0] < 0.51
    assert 450 <= waits[-1] < 451
    assert len({Backoff().next() for _ in range(20)}) > 1


def test_a_refused_login_knocks_slowly() -> None:
    backoff = Backoff(fraction=lambda: 0.0)
    assert backoff.next(least=60) == 60
    assert backoff.next(least=5000) == 900
    for _ in range(3000):
        backoff.next()
    assert backoff.next() == 900
