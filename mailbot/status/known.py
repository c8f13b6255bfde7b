"""For which agency an address may ask: its own by domain, or one that it was confirmed to write for. Else nobody."""

from collections.abc import Mapping

from mailbot.agencies.domains import Addresses
from mailbot.agencies.model import Agency
from mailbot.agencies.registry import Registry
from mailbot.agencies.relations import is_below
from mailbot.examination import Examination


def asking_agency(examination: Examination, registry: Registry, learned: Mapping[str, str]) -> Agency | None:
    """The agency that may be told how it stands; None when the address proves none.

    What a mail says of itself counts only within what its address proves: it may choose among the owners of a shared
    domain, or an office below its owner. An address that our own server found forged proves nothing.
    """
    sender, identity = examination.mail.sender, examination.identity
    if sender is None or identity.status == "spoof_suspect":
        return None
    confirmed = learned.get(sender.address.lower())
    if confirmed is not None:
        return registry.get(confirmed)
    owner = Addresses(registry).ownership(sender.address)
    said = identity.sender_id
    if said is not None and any(said == one or is_below(said, one, registry) for one in owner.ids):
        return registry.get(said)
    return registry.get(owner.ids[0]) if len(owner.ids) == 1 and owner.sure else None
