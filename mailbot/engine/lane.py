"""One lane of an engine: how a mail is handed to an Executor, and how many mails are worth handing over."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from mailbot.bench import Hints
from mailbot.examination import Examination


@dataclass(frozen=True)
class Lane:
    """submit: hands one mail over and gives its Future (raises Transient when nobody takes it). at_once: mails handed
    over before the first one's answer is there."""

    submit: Callable[[bytes, Hints], "Future[Examination]"]
    at_once: int
