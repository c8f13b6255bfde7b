"""Whole mails in many hands: no agency is credited for another, and where one is meant it is mostly known."""

from tests.agencies.mails.answers import answers, answers_of_words, chosen, tally


def test_the_words_of_every_mail() -> None:
    found = [answer for entry in chosen("all") for answer in answers_of_words(entry)]
    assert len(found) > 150
    assert [answer for answer in found if answer.outcome in ("wrong", "lacking")] == []
    counted = tally(found)
    assert counted["right"] >= 0.97 * (counted["right"] + counted["asked"]), counted


def test_some_with_their_files() -> None:
    """Each tenth as the daemon sees it: made, parsed, its files read and paired."""
    found = [answer for entry in chosen("all")[::10] for answer in answers(entry)]
    assert [answer for answer in found if answer.outcome in ("wrong", "lacking")] == []
    counted = tally(found)
    assert counted["right"] >= 0.9 * (counted["right"] + counted["asked"]), counted
