"""Good Word and PDF files made hostile by a seeded hand: each ends within its time and memory as an answer."""

import resource
import time

import pytest

from mailbot.demo.mails import sample_mails
from mailbot.documents.read import read_document
from mailbot.documents.sniff import sniff
from mailbot.mail.parse import read_mail
from mailbot.settings import LimitsSection
from tests.documents.mutator import mutants

SECONDS, MEMORY_MB = 10.0, 512
READ = ("word", "word_legacy", "pdf", "spreadsheet", "presentation")


def sample_files() -> dict[str, bytes]:
    """A dozen small files of the sample mails."""
    found: dict[str, bytes] = {}
    for sample in sample_mails():
        for file in read_mail(sample.raw, LimitsSection()).attachments:
            if file.kind in READ and len(file.data) < 600_000 and len(found) < 14:
                found[f"{len(found)}-{file.name[-12:]}"] = file.data
    return found


@pytest.mark.slow
def test_every_mutant_ends_as_an_answer() -> None:
    """150 files of one seed; python -m benchmarks.mutants reads 2,000 and more."""
    problems: dict[str | None, int] = {}
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # of all children before, of other tests too
    for mutant in mutants(sample_files(), 150, 2563):
        begun = time.monotonic()
        kind = sniff(mutant.data, mutant.name).kind
        if kind in READ:
            document = read_document(mutant.data, kind, mutant.name, seconds=SECONDS, memory_mb=MEMORY_MB)
            problems[document.problem] = problems.get(document.problem, 0) + 1
        assert time.monotonic() - begun < SECONDS + 5, mutant.how
    assert problems["file.damaged"] > 20
    assert problems["file.bomb"] > 2
    assert problems.get(None, 0) > 20, "what is still whole is read"
    inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # a child of a large process is large from birth
    limit = max(largest, inherited + (MEMORY_MB + 200) * 1024)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= limit
