"""The sample mails of the demo, each as our server would hold it, with what mailbot ought to say of it."""

from mailbot.demo.mails_accepted import accepted_mails
from mailbot.demo.mails_deficient import deficient_mails
from mailbot.demo.mails_without_plan import mails_without_plan
from mailbot.demo.sample import Sample

__all__ = ["Sample", "sample_mails"]


def sample_mails() -> list[Sample]:
    """All samples in the order of their names; the same bytes on every call and machine."""
    samples = [*accepted_mails(), *deficient_mails(), *mails_without_plan()]
    return sorted(samples, key=lambda sample: sample.name)
