"""A person's word on a mail's secrecy: seal what bore no mark that we know, release what was sealed without need.

Either way the mail is judged anew, keeps its receipt, is answered by a letter of its new verdict, and is not moved. A
crash in between leaves it sealed or as it was, never half open, and the same act ends the work.
"""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from mailbot.bench import Hints
from mailbot.examination import Secrecy
from mailbot.ledger.records import Counts, Decided, ReplyChoice
from mailbot.replaying import UnknownReceipt
from mailbot.sealing.keeper import NotSealed
from mailbot.workplace import Workplace


def seal(place: Workplace, receipt: str, actor: str, reason: str) -> Decided:
    """Seal a mail after it was judged: its words leave ledger and spool. Raises UnknownReceipt, NotSealed (when it is
    sealed already), Transient, Poison."""
    mail = place.ledger.sealed_mail(receipt)
    if mail is None:
        raise UnknownReceipt(f"no judged mail with receipt {receipt!r}")
    if mail.verdict == "sealed":
        raise NotSealed(f"{receipt} is sealed already")
    raw = place.spool.get(mail.raw_sha256)
    place.ledger.record_secrecy(mail.id, "sealed", actor, reason, place.clock())
    place.step("secrecy-recorded")
    decided = _judge(place, mail.id, raw, mail.received_at, "sealed")
    place.keeper.seal_waiting()
    return decided


def release(place: Workplace, receipt: str, key: X25519PrivateKey, actor: str, reason: str) -> Decided:
    """Open a sealed mail, store it as it came, and judge it as if it bore no mark. Raises NotSealed, NotOpened,
    Transient, Poison."""
    mail = place.keeper.sealed(receipt)
    raw = place.keeper.opened(mail, key)
    place.ledger.record_secrecy(mail.id, "released", actor, reason, place.clock())
    place.step("secrecy-recorded")
    place.spool.unseal(mail.raw_sha256, raw)
    place.step("unsealed")
    return _judge(place, mail.id, raw, mail.received_at, "released")


def _judge(place: Workplace, mail_id: int, raw: bytes, received: str, secrecy: Secrecy) -> Decided:
    received_at, now = datetime.fromisoformat(received), place.clock()
    hints = Hints(received_at=received_at, learned=place.learned, secrecy=secrecy)
    examination = place.examiner.examine(raw, hints)

    def make(receipt: str, judgment: int, counts: Counts) -> ReplyChoice:
        return place.answering.choose(examination, receipt, judgment, counts, received_at, now)

    return place.ledger.decide(mail_id, examination, make, now)
