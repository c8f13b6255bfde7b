"""Every case of Thai and hostile mail comes out right; the two that must be refused are refused cleanly."""

import time

import pytest

from mailbot.errors import Refused
from mailbot.mail.model import Mail
from mailbot.mail.parse import read_mail
from mailbot.settings import LimitsSection
from tests.mail.cases import CASES, Case

LIMITS = LimitsSection()


def test_there_are_99_cases_with_names_of_their_own() -> None:
    assert len(CASES) == 99
    assert len({case.name.split()[0] for case in CASES}) == 99


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    began = time.perf_counter()
    if case.refused is not None:
        with pytest.raises(Refused) as refusal:
            read_mail(case.raw, LIMITS)
        assert refusal.value.code == case.refused
        assert time.perf_counter() - began < 3
        return
    mail = read_mail(case.raw, LIMITS)
    assert time.perf_counter() - began < 3
    _compare(case, mail)


def _compare(case: Case, mail: Mail) -> None:
    if case.subject is not None:
        assert mail.subject == case.subject
    if case.sender is not None:
        assert mail.sender is not None
        assert (mail.sender.name, mail.sender.address) == case.sender
    if case.senders is not None:
        assert len(mail.senders) == case.senders
    if case.files is not None:
        assert [(file.name, file.data) for file in mail.attachments] == case.files
    else:
        assert mail.attachments == ()
    if case.text is not None:
        assert mail.text == case.text
