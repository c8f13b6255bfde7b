"""Whose plan one plan is: its own cover first, then subject and file name, a lone plan's sender last."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mailbot.agencies.brought_by_others import (
    gathered_where,
    is_errand,
    is_forwarded,
    is_gathered,
    is_its_province,
    is_named_by_covers_alone,
    is_with_its_province,
    may_be_the_collectors,
    names_only_itself,
    opens_its_name,
)
from mailbot.agencies.claims import own_words, subject_words
from mailbot.agencies.district_covers import DistrictCovers
from mailbot.agencies.half_named import HalfNamed
from mailbot.agencies.initials import is_initials
from mailbot.agencies.open_answers import names_unlisted, no_agency, with_hints
from mailbot.agencies.opinions import WEIGHTS, Opinion, with_ids
from mailbot.agencies.plan_pages import PlanPages
from mailbot.agencies.relations import explains, gathers_for_ministry, superiors
from mailbot.agencies.silent_plan import COLLECTED, SilentPlan
from mailbot.agencies.sources import Sources, identity_of
from mailbot.agencies.squeezed import squeeze
from mailbot.agencies.told_by_file import ToldByFile
from mailbot.examination import Evidence, Identity, IdentityStatus

# What is merely shown or passed on is not handed in.
_FOR_INFORMATION = re.compile(r"(?i)ทราบ|ตัวอย่าง|สำเนา|ประกอบ|อ้างอิง|example|information|\bfwd?\s*:|ส่งต่อ|ต้นแบบ|แบบอย่าง")
_PROVINCE_LINE = re.compile(r"^[ \t]*จังหวัด[ \t]*[ก-๎]+[ \t]*$", re.MULTILINE)
_TWICE = 2
_NAMING = frozenset({"letter_number", "letter", "display_name", "signature", "body"})
_LOCAL_TIERS = ("local_upper", "local_lower")
_OF_ADDRESS = frozenset({"learned", "domain"})
_OF_PLANS = ("running_head", "subject", "file_name")


class OwnerJudge:
    """Decides whose plan a plan is."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._registry = sources.registry
        self._silent = SilentPlan(sources)
        self._districts = DistrictCovers(sources)
        self._half_named = HalfNamed(sources)
        self._pages = PlanPages(sources, self._half_named)
        self._by_file = ToldByFile(sources.registry)

    def judge(
        self,
        cover: str | Sequence[str],
        file_names: Sequence[str],
        sender: Identity,
        only_plan: bool,
        subject: str = "",
        letter: str = "",
        running_head: str = "",
        orders: str = "",
        pages: str = "",
    ) -> Identity:
        """Whose plan it is: its own pages; running heads, file names and the sender only where they say nothing."""
        covers = (cover,) if isinstance(cover, str) else cover
        read = self._pages.read(covers, sender, (subject, *file_names), orders, pages)
        of_cover = self._districts.settle(covers, read, sender, *((subject, letter) if only_plan else ("", "")))
        of_files = self._sources.files(file_names)
        others = (
            [self._sources.reader.read("subject", subject_words(subject)), *self._sources.letters((letter,))]
            if only_plan
            else []
        )
        evidence = [piece for opinion in (of_cover, of_files, *others) for piece in opinion.evidence()]
        if not of_cover or not of_cover.title:
            of_head = self._sources.reader.read("running_head", own_words(running_head))
            evidence += of_head.evidence()
            told = (of_head, *others, of_files)
            speaking = [opinion for opinion in told if opinion and opinion.source in _OF_PLANS]
            found = self._without_cover(speaking, of_cover, sender, only_plan, evidence, subject, letter, file_names)
            if found.status == "unknown" and not only_plan and not any((of_cover, of_cover.doubt, of_head, of_files)):
                return self._by_its_file(file_names, sender, evidence)
            there = self._half_named.there(covers) if found.agency_ids else ()
            if there and not set(there) & set(found.agency_ids):
                return identity_of("ambiguous", (*there, *found.agency_ids), evidence + sender.evidence)
            found = with_hints(found, of_cover, of_files, sender, evidence)
            return self._asked_by_bare_name(found, covers, subject, sender) if not found.candidates else found
        if only_plan and len(of_cover.ids) > 1:
            of_cover = self._numbered(of_cover, letter)
        if sender.status == "spoof_suspect":
            return identity_of("spoof_suspect", of_cover.ids or tuple(sender.candidates), evidence)
        if of_cover.outside and self._is_of_home(of_cover, others, sender, only_plan):
            return identity_of("ambiguous", of_cover.homes, evidence + sender.evidence)
        if of_cover.outside:
            return no_agency(of_cover, sender, evidence)
        others.append(of_files)
        if not only_plan and COLLECTED.search(subject):
            others.append(Opinion("subject", places=gathered_where(subject, sender, self._sources.reader.places)))
        narrowed = self._narrow(of_cover, others, sender, only_plan)
        if only_plan and self._is_stray(of_files, narrowed, others, sender, subject):
            others.remove(of_files)
        narrowed = (
            self._in_province(of_cover, covers, others, sender) or self._by_its_letter(of_cover, others) or narrowed
        )
        if len(narrowed.ids) != 1 or not narrowed.sure:
            return identity_of(
                "ambiguous",
                (*narrowed.ids, *narrowed.beside, *self._beside(of_cover, sender)),
                evidence + sender.evidence,
            )
        if only_plan and self._brought(narrowed, others, sender, subject):
            return identity_of("identified", narrowed.ids, evidence + sender.evidence)
        return self._against_sender(narrowed, others, sender, evidence, letter if only_plan else None, subject)

    def _asked_by_bare_name(self, found: Identity, covers: Sequence[str], subject: str, sender: Identity) -> Identity:
        """An answer that names nobody, with the local governments of the bare name on the cover as a question."""
        if found.status != "unknown":
            return found
        beside = (subject_words(subject), *(piece.text for piece in sender.evidence if piece.source == "place"))
        named = [one for cover in covers for one in self._sources.reader.bare_names(own_words(cover), beside)]
        return identity_of("ambiguous", named, found.evidence) if named else found

    def _by_its_file(self, file_names: Sequence[str], sender: Identity, evidence: list[Evidence]) -> Identity:
        """A silent plan of a bundle: the office that its file name and the collector's mail tell, or a question."""
        offices, sure = self._by_file.offices(file_names, sender)
        status: IdentityStatus = "identified" if sure else "ambiguous" if offices else "unknown"
        return identity_of(status, offices, evidence + sender.evidence if offices else evidence)

    def _numbered(self, cover: Opinion, letter: str) -> Opinion:
        """Of several that a cover may name those whose letter the number of the covering letter may be."""
        numbers = self._sources.numbers((letter,))
        kept = tuple(one for one in cover.ids if all(self._sources.written_by(one, number) for number in numbers))
        return with_ids(cover, kept, cover.sure or len(kept) == 1) if kept and len(kept) < len(cover.ids) else cover

    def _brought(self, cover: Opinion, others: Sequence[Opinion], sender: Identity, subject: str) -> bool:
        """Does another state agency, known by its own .go.th domain, bring this plan off its route? The cover is sure,
        subject, letter or file names say the same agency, nothing names a third, and it is not for information."""
        mine, by = cover.ids[0], sender.sender_id
        if sender.status != "identified" or by is None or explains(by, mine, self._registry):
            return False
        own = any(
            piece.source == "domain" and piece.agency_id == by and piece.text.endswith(".go.th") and piece.weight >= 90
            for piece in sender.evidence
        )
        agreeing = any(other.ids == (mine,) and other.sure for other in others)
        third = any(other.outside or set(other.ids) - {mine, by} for other in others)
        third = third or any(piece.agency_id not in (mine, by) for piece in sender.evidence if piece.weight > 0)
        return own and agreeing and not third and not cover.slips and not _FOR_INFORMATION.search(subject)

    def _is_of_home(self, cover: Opinion, others: Sequence[Opinion], sender: Identity, only_plan: bool) -> bool:
        """Does a division of one local government stand on the cover, and the mail itself (its letter, its subject, its
        text, its address) names that local government, and no other agency?"""
        home = self._registry.get(cover.homes[0]) if len(cover.homes) == 1 else None
        if home is None or not only_plan or not cover.division or home.tier not in _LOCAL_TIERS:
            return False
        named = {piece.agency_id for piece in sender.evidence if piece.weight > 0 and piece.source != "file_name"}
        named |= {agency_id for other in others for agency_id in (*other.ids, *other.homes)}
        return home.id in named and named - {None} <= {home.id, *superiors(home.id, self._registry)}

    def _is_stray(
        self, files: Opinion, cover: Opinion, others: Sequence[Opinion], sender: Identity, subject: str
    ) -> bool:
        """Is another's name in the file names but a leftover of a borrowed file? A sure cover and the own domain, the
        subject or the letter number say one agency, and nothing in the mail but the file names says another."""
        if len(cover.ids) != 1 or not cover.sure or cover.slips or _FOR_INFORMATION.search(subject):
            return False
        mine = cover.ids[0]
        own = any(
            piece.source == "domain" and piece.agency_id == mine and piece.weight >= WEIGHTS["domain"]
            for piece in sender.evidence
        )
        agreeing = any(
            other.source in ("subject", "letter_number") and mine in other.ids and (other.sure or len(other.ids) > 1)
            for other in others
        )
        own = own or any(
            piece.source == "body" and piece.agency_id == mine and piece.weight >= WEIGHTS["body"]
            for piece in sender.evidence
        )
        above = superiors(mine, self._registry)
        told = {(piece.source, piece.text) for piece in sender.evidence if piece.agency_id == mine}
        third = any(
            piece.agency_id not in (mine, *above)
            and piece.source not in ("file_name", *_OF_ADDRESS)
            and (piece.source, piece.text) not in told
            for piece in sender.evidence
            if piece.weight > 0
        )
        return bool(files.ids) and (own or agreeing) and not third

    def _without_cover(
        self,
        speaking: Sequence[Opinion],
        cover: Opinion,
        sender: Identity,
        only_plan: bool,
        evidence: list[Evidence],
        subject: str,
        letter: str,
        file_names: Sequence[str],
    ) -> Identity:
        """A cover that names nobody: subject and file name if the sender agrees, else a lone plan's sender."""
        named = tuple(agency_id for opinion in speaking for agency_id in opinion.ids)
        if sender.status == "spoof_suspect":
            return identity_of("spoof_suspect", named or tuple(sender.candidates), evidence + sender.evidence)
        for opinion in speaking:
            if opinion.outside:
                return no_agency(opinion, sender, evidence)
        if speaking:
            best = self._narrow(speaking[0], speaking[1:], sender)
            if len(best.ids) == 1 and best.sure:
                return self._against_sender(best, speaking[1:], sender, evidence, letter, subject)
            return identity_of(
                "ambiguous", (*best.ids, *best.beside, *self._beside(best, sender)), evidence + sender.evidence
            )
        if not only_plan:
            return identity_of("unknown", (), evidence)
        return self._silent.judge(sender, cover, subject, letter, file_names, evidence + sender.evidence)

    def _narrow(self, best: Opinion, others: Sequence[Opinion], sender: Identity, only_plan: bool = True) -> Opinion:
        """The opinion with fewer agencies, or surer, by what sender and other sources say on evidence of their own."""
        if best.doubt or (len(best.ids) == 1 and best.sure):
            return best
        if not only_plan and may_be_the_collectors(best, sender, self._registry):
            return replace(best, sure=False)
        mine = {
            (one.source, one.text) for one in sender.evidence if len(best.ids) == 1 and one.agency_id == best.ids[0]
        }
        told = {
            piece.agency_id
            for piece in sender.evidence
            if piece.weight > 0
            and piece.source not in ("cover", best.source)
            # กพ. may be two offices: where it may be this one, it is no word for the other
            and (piece.agency_id in best.ids or (piece.source, piece.text) not in mine)
        }
        if len(best.ids) == 1:
            backed = (sender.sender_id in best.ids and (sender.sender_id in told or best.thin)) or any(
                other.ids == best.ids and (other.sure or (other.thin and best.thin)) for other in others
            )
            backed = backed or self._told_too(best, sender, told) or self._is_of_ministry(best, sender)
            if backed or not (best.thin or best.slips):
                return with_ids(best, best.ids, backed)
            return self._sources.by_places(best, (best, *others))
        ids = best.ids
        sent_by = tuple(one for one in (sender.sender_id, *sender.candidates) if one and one in told)
        for group in (sent_by, *(other.ids for other in others)):
            common = tuple(agency_id for agency_id in ids if agency_id in group)
            if common:
                ids = common
                if len(ids) == 1:
                    return with_ids(best, ids, True)
        if sender.sender_id and len(ids) > 1:
            related = tuple(agency_id for agency_id in ids if explains(sender.sender_id, agency_id, self._registry))
            ids = related or ids
        placed = self._sources.by_places(with_ids(best, ids, best.sure), (best, *others))
        return with_ids(placed, placed.ids, placed.sure or (len(ids) < len(best.ids) and len(placed.ids) == 1))

    def _is_of_ministry(self, best: Opinion, sender: Identity) -> bool:
        """Does the ministry, known by its address, send a plan of the one department below it that the cover may mean
        (กรมพินิจฯ)?"""
        by = sender.sender_id or ""
        proven = any(one.agency_id == by and one.source in _OF_ADDRESS and one.weight >= 90 for one in sender.evidence)
        return (
            proven and not best.slips and by in self._registry.ancestors(best.ids[0]) and by.startswith(("m.", "d.ops"))
        )

    def _told_too(self, best: Opinion, sender: Identity, told: set[str | None]) -> bool:
        """Does the sender surely name the one agency too, somewhere in the mail, and nobody but those above it?"""
        mine = best.ids[0]
        surely = any(
            piece.agency_id == mine and piece.source in _NAMING and piece.weight >= WEIGHTS[piece.source]
            for piece in sender.evidence
        )
        alone = told <= {mine, *superiors(mine, self._registry)}
        return surely and alone and not best.thin and all(slip.slip != "kind" for slip in best.slips)

    def _in_province(
        self, cover: Opinion, covers: Sequence[str], others: Sequence[Opinion], sender: Identity
    ) -> Opinion | None:
        """The office of a department in the province that stands as a line of its own below the name of the department,
        where the sender surely names that office, and no other one; or None."""
        if len(cover.ids) != 1 or len(cover.places.provinces) != 1 or not any(map(_PROVINCE_LINE.search, covers)):
            return None
        offices = {
            agency.id
            for agency in self._registry.by_tier("regional")
            if agency.parent_id == cover.ids[0] and agency.province_code in cover.places.provinces
        }
        surely = {
            piece.agency_id
            for piece in sender.evidence
            if piece.agency_id in offices and piece.source in _NAMING and piece.weight >= WEIGHTS[piece.source]
        }
        allowed = all(surely <= {*other.ids} for other in others if other.ids)
        return (
            replace(cover, ids=tuple(filter(None, surely)), sure=True, doubt="")
            if len(surely) == 1 and allowed
            else None
        )

    def _by_its_letter(self, cover: Opinion, others: Sequence[Opinion]) -> Opinion | None:
        """Where the page names its province alone: the office there whose number and name the letter bears."""
        codes = {agency.province_code for agency in map(self._registry.get, cover.ids) if agency is not None}
        by = {other.source: other.ids for other in others if other.sure and other.source.startswith("letter")}
        told = {*by.values()}
        if f"r.pvo.{min(codes, default='')}" not in cover.ids or len(codes) != 1 or len(by) < _TWICE or len(told) != 1:
            return None
        office = self._registry.get(told.pop()[0])
        same = office is not None and office.tier == "regional" and office.province_code in codes
        return replace(cover, ids=(office.id,), sure=True, doubt="") if same and office else None

    def _beside(self, cover: Opinion, sender: Identity) -> tuple[str, ...]:
        """Further candidates when a cover is in doubt: the sender, and its offices in the province that is named."""
        if sender.sender_id is None:
            return ()
        offices = (
            agency.id
            for agency in self._registry.by_tier("regional")
            if agency.parent_id == sender.sender_id and agency.province_code in cover.places.provinces
        )
        return (*offices, sender.sender_id)

    def _initials(self, agency_id: str, sender: Identity) -> list[str]:
        """Names of no listed agency that are this one's name by its first letters (อบต.มจม. of แม่เจดีย์ใหม่), or with its
        province glued to it, squeezed."""
        agency = self._registry.get(agency_id)
        names = {squeeze(piece.text) for piece in sender.evidence if piece.agency_id is None}
        own = [name for name in names if is_with_its_province(agency_id, name, self._registry)]
        return own + [name for name in names if agency is not None and is_initials(name, agency)]

    def _gathers(self, agency_id: str, sender: Identity, subject: str) -> bool:
        """Does an office of the same ministry in the province, known by its address, say that it sends the plans of the
        ministry's offices?"""
        by = sender.sender_id or ""
        proven = any(one.agency_id == by and one.source in _OF_ADDRESS and one.weight >= 90 for one in sender.evidence)
        return proven and bool(COLLECTED.search(subject)) and gathers_for_ministry(by, agency_id, self._registry)

    def _against_sender(
        self,
        best: Opinion,
        others: Sequence[Opinion],
        sender: Identity,
        evidence: list[Evidence],
        letter: str | None,
        subject: str,
    ) -> Identity:
        """The plan's own word stands unless sender, or subject of a lone plan, is somebody unrelated. letter: number of
        a lone plan's covering letter, None for one of several."""
        mine = best.ids[0]
        handed_in = letter is None and not _FOR_INFORMATION.search(subject)
        if handed_in and is_gathered(best, sender, subject if COLLECTED.search(subject) else "", self._registry):
            return identity_of("identified", (mine,), evidence)
        rivals: list[str] = []
        doubted = sender.status == "not_agency" and not (
            is_forwarded(mine, sender, self._registry)
            or is_errand(mine, others, sender, self._registry)
            or names_only_itself(mine, sender, self._registry)
        )
        doubted = doubted or self._silent.elsewhere(mine, sender)
        slip = tuple(slip.written for slip in best.slips)
        if sender.status == "unknown" and names_unlisted(sender, (*slip, *self._initials(mine, sender))):
            doubted = True
        senders = [sender.sender_id] if sender.sender_id else sender.candidates
        senders = [one for one in senders if not is_its_province(mine, one, sender, self._registry)]
        senders = [one for one in senders if not is_named_by_covers_alone(one, sender)]
        if senders and not any(explains(one, mine, self._registry) for one in senders):
            rivals += [] if self._gathers(mine, sender, subject) else senders
        doubted = doubted or any(
            not self._sources.written_by(mine, number) for number in self._sources.numbers((letter or "",))
        )
        for other in others:
            told = {*map(squeeze, other.texts)} if other.outside and other.source == "subject" else set()
            if told - {*slip} and not all(opens_its_name(mine, one, self._registry) for one in told):
                doubted = True
            if other.ids and other.sure and not any(explains(one, mine, self._registry) for one in other.ids):
                rivals += other.ids
        if rivals or doubted:
            return identity_of("ambiguous", (mine, *rivals), evidence + sender.evidence)
        return identity_of("identified", (mine,), evidence)
