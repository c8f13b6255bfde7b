"""What a sender's address proves: the owner of its domain, the office behind a shared domain, free mail, or nothing."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from mailbot.agencies.registry import Registry

Nature = Literal["own", "free", "government", "school", "foreign", "none"]
_SARABAN_LOCAL = re.compile(r"saraban_0(\d{7})")
_ICT_ZONE = re.compile(r"zonel?(\d{1,2})")
_PAO = re.compile(r"(?:(?P<before>[a-z]{3,24})-?pao|pao-?(?P<after>[a-z]{3,24}))\.go\.th")
_GOVERNMENT = (".go.th", ".mi.th")
# Mailboxes of a whole office, not of one of its people.
_OF_OFFICES = frozenset(
    {"saraban", "admin", "info", "central", "plan", "planning", "bcp", "bcm", "psdg", "pmqa", "office", "contact"}
    | {"webmaster", "secretary", "policy", "strategy", "opdc", "mail", "email", "hq"}
)
# The host for all of government: like free mail, an address straight at it says nothing of its owner.
_SHARED_GOVERNMENT = "mail.go.th"
_OF_MINISTRIES = 2  # dots of a department's own domain (rd.go.th); one more, and it is below its ministry's
_MAIL_HOSTS = frozenset({"mail", "webmail", "email", "mx", "www", "saraban"})
_TAGS = frozenset({"saraban", "moi", "cpd", "paco", "pvlo", "ops", "admin", "info", "central"})


@dataclass(frozen=True, slots=True)
class Ownership:
    """ids: agencies that the address may belong to. sure: the address names one of them by itself.

    nature: own = a domain of the registry; free = a free mail provider; government = go.th or mi.th of an owner that
    we do not know; school = ac.th that is no state university; foreign = anything else; none = no address.
    """

    ids: tuple[str, ...]
    nature: Nature
    sure: bool = True


class Addresses:
    """Reads addresses against one registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._words = {
            province.name_en.lower().replace(" ", "").replace("-", ""): code
            for code, province in registry.provinces.items()
        }
        self._words |= {
            province.domains[0].partition(".")[0]: code
            for code, province in registry.provinces.items()
            if province.domains
        }
        self._by_host = self._hosts()
        self._iso = {province.iso: code for code, province in registry.provinces.items()}

    def ownership(self, address: str) -> Ownership:
        """What the address (lower or upper case) proves."""
        local, at, domain = address.strip().lower().rpartition("@")
        domain = domain.strip(".")
        if not at or not local or "." not in domain:
            return Ownership((), "none")
        if domain in self._registry.free_domains or domain == _SHARED_GOVERNMENT:
            return Ownership((), "free")
        if domain == "saraban.mail.go.th":
            return self._government_host(local)
        if domain.endswith(".mail.go.th"):
            host = domain.removesuffix(".mail.go.th")
            domain = host + ".go.th"
            if not self._owner(domain) and not self._mailbox(local, domain) and (named := self._by_host.get(host)):
                return Ownership(named, "own", sure=False)
        return self._mailbox(local, domain) or self._owner(domain) or Ownership((), _nature(domain))

    def is_officer(self, address: str) -> bool:
        """May it be one person's, in a domain shared with provincial offices, or an address on a unit's host?"""
        domain = address.strip().lower().rpartition("@")[2]
        host, _, parent = domain.partition(".")
        if parent != "mail.go.th" and host not in _MAIL_HOSTS and not self._registry.by_domain(domain):
            return bool(self._owner(parent))
        return bool(self._registry.kinds_at(domain)) and not self.is_office(address)

    def is_office(self, address: str) -> bool:
        """Is it the mailbox of an office (saraban@, plan@), not of one of its people?"""
        local = address.strip().lower().rpartition("@")[0]
        return any(word.strip("0123456789") in _OF_OFFICES for word in re.split(r"[._-]", local))

    def _hosts(self) -> dict[str, tuple[str, ...]]:
        """First label of a domain below a ministry's (dmsc of dmsc.moph.go.th) -> its owner, where it has but one."""
        found: dict[str, set[str]] = defaultdict(set)
        for agency in self._registry.by_tier("direct"):
            for domain in agency.domains:
                if domain.count(".") > _OF_MINISTRIES:
                    found[domain.partition(".")[0]].add(agency.id)
        return {host: tuple(ids) for host, ids in found.items() if len(ids) == 1}

    def _mailbox(self, local: str, domain: str) -> Ownership | None:
        """An office behind a mailbox or a host of its parent's domain."""
        coded = _SARABAN_LOCAL.fullmatch(local) if domain == "dla.go.th" else None
        if coded:
            known = self._registry.get(f"l.{coded[1]}")
            return Ownership((known.id,) if known else (), "own" if known else "government")
        zone = _ICT_ZONE.fullmatch(local) if domain == "moi.go.th" else None
        if zone:
            return Ownership((f"c.moi_ict:{int(zone[1])}",), "own")
        host, _, parent = domain.partition(".")
        for words, base in ((re.split(r"[._-]", local), domain), ([host], parent)):
            kinds = [kind for kind in self._registry.kinds_at(base) if f"{kind.id}.21" in self._registry.agencies]
            code = self._province(words)
            if len(kinds) == 1 and code:
                known = self._registry.get(f"{kinds[0].id}.{code}")
                if known is not None:
                    return Ownership((known.id,), "own")
        word = host.removesuffix("local")
        if word != host and domain.endswith(".go.th") and word in self._words:
            return Ownership((f"r.dla.{self._words[word]}",), "own")
        return None

    def _owner(self, domain: str) -> Ownership | None:
        labels = domain.split(".")
        for cut in range(len(labels) - 1):
            owned = self._registry.by_domain(".".join(labels[cut:]))
            if owned:
                return Ownership(tuple(agency.id for agency in owned), "own", sure=domain != "dla.go.th")
        pao = _PAO.fullmatch(domain)
        code = self._words.get(pao["before"] or pao["after"]) if pao else None
        if code and f"l.2{code}0101" in self._registry.agencies:
            return Ownership((f"l.2{code}0101",), "own")
        return None

    def _government_host(self, local: str) -> Ownership:
        for prefix in "dopsxu":
            if f"{prefix}.{local}" in self._registry.agencies:
                return Ownership((f"{prefix}.{local}",), "own")
        for ending in ("go.th", "or.th"):
            owned = self._registry.by_domain(f"{local}.{ending}")
            if owned:
                return Ownership(tuple(agency.id for agency in owned), "own")
        return Ownership((), "government")

    def _province(self, words: list[str]) -> str | None:
        """Code of the province that the words of a mailbox name, tags such as saraban_ left out."""
        rest = [word for word in words if word not in _TAGS]
        if len(rest) != 1:
            return None
        return self._words.get(rest[0]) or self._iso.get(rest[0])


def _nature(domain: str) -> Nature:
    if domain.endswith(_GOVERNMENT):
        return "government"
    return "school" if domain.endswith(".ac.th") else "foreign"
