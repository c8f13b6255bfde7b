"""Reads the sources of evidence of one mail into opinions: letters, files, covers, subject, names, body."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mailbot.agencies.claims import Claims, file_words, letter_ends, own_words, signature_words, subject_words
from mailbot.agencies.domains import Addresses
from mailbot.agencies.letter_numbers import LetterNumber, letter_numbers
from mailbot.agencies.model import Agency
from mailbot.agencies.opinions import Opinion, with_ids
from mailbot.agencies.places import Places
from mailbot.agencies.reader import Reader
from mailbot.agencies.registry import Registry
from mailbot.agencies.relations import explains
from mailbot.examination import Evidence, Identity, IdentityStatus

# The sources by which a sender names itself go before those that speak of plans.
_SENDER_ORDER = ("letter_number", "letter", "display_name", "signature", "subject", "cover", "file_name", "body")
_PLACING = frozenset({"letter", "display_name", "signature", "subject", "file_name", "body"})
_MOST_CANDIDATES = 30


class Sources:
    """Opinions of texts against one registry; building it builds the name index, so keep it."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.reader = Reader(registry)
        self.addresses = Addresses(registry)

    def cover(self, text: str) -> Opinion:
        """Opinion of one first page."""
        return self.reader.read("cover", own_words(text))

    def covers(self, texts: Sequence[str]) -> Opinion:
        """The covers of a plan's files as one opinion: files that name different agencies leave it open."""
        read = [*map(self.cover, texts)]
        opinions = [opinion for opinion in read if opinion]
        titled = [opinion for opinion in opinions if opinion.title] or opinions
        if not titled:
            return next((opinion for opinion in read if opinion.doubt), read[0] if read else Opinion("cover"))
        first = next((opinion for opinion in titled if opinion.outside), titled[0])
        ids = tuple(dict.fromkeys(agency_id for opinion in titled for agency_id in opinion.ids))
        # What running text merely names, one file's first page may name and the other's not.
        titles = [opinion.ids for opinion in titled if opinion.title]
        common = tuple(agency_id for agency_id in ids if all(agency_id in each for each in titles))
        if first.outside:
            return first
        # A print's first page may end before the words of the Word file that raise the doubt.
        longest = self.cover(max(texts, key=len))
        named = (one for one in titled if one.doubt and not set(one.beside) <= {*one.ids})
        doubtful = longest if longest.doubt and longest in titled else next(named, None)
        sure = doubtful is None and any(opinion.sure for opinion in titled)
        beside = tuple(dict.fromkeys(agency_id for opinion in titled for agency_id in opinion.beside))
        return replace(doubtful or first, ids=common or ids, sure=sure, beside=beside)

    def of_mail(self, claims: Claims) -> list[Opinion]:
        """Opinions of everything in a mail, those by which a sender names itself first. Those that name nobody are left
        out, but for lines that tell places: a signature may say only where the office lies."""
        read = self.reader.read
        covers = [opinion for opinion in map(self.cover, claims.covers) if opinion and opinion.title]
        cover = covers[0] if covers and all(other.ids == covers[0].ids for other in covers) else Opinion("cover")
        found = {
            "display_name": read("display_name", own_words(claims.display_name)),
            "signature": read("signature", signature_words(claims)),
            "subject": read("subject", subject_words(claims.subject)),
            "cover": cover,
            "file_name": self.files(claims.file_names),
            "body": read("body", own_words(claims.body)),
        }
        for opinion in self.letters(claims.letters, () if claims.letters else (claims.subject, claims.body)):
            found[opinion.source] = opinion
        if "letter_number" in found and not found["letter_number"].sure:
            found["letter_number"] = _of_told_district(
                found["letter_number"], (*found.values(), *map(self.cover, claims.covers))
            )
        found.update(self._placed_by_signature(claims, found))
        told = [found[source] for source in _SENDER_ORDER if source in found]
        return [
            opinion
            for opinion in told
            if opinion or ((opinion.places or opinion.places.dialled) and opinion.source in _PLACING)
        ]

    def _placed_by_signature(self, claims: Claims, found: Mapping[str, Opinion]) -> dict[str, Opinion]:
        """Subject and covers that name one office without its province and nobody else (สำนักงานพัฒนาชุมชนจังหวัด),
        as the office of the one province of the signature, where nothing in the mail tells another province;
        sure where nothing names another agency."""
        signed = found["signature"]
        names = [self.reader.read("file_name", file_words(name)) for name in claims.file_names]
        told = {code for opinion in (*found.values(), *names) for code in opinion.places.provinces}
        if signed.outside or len(signed.places.provinces) != 1 or len(told) != 1:
            return {}
        texts = {"subject": [subject_words(claims.subject)], "cover": [*map(own_words, claims.covers)]}
        placed = {}
        for source, words in texts.items():
            silent = not any(self.reader.read(source, text) or self.reader.read(source, text).doubt for text in words)
            offices = [self.reader.offices_of(next(iter(told)), text, source) for text in words]
            if silent and offices and offices[0].ids and all(one.ids == offices[0].ids for one in offices):
                alone = all(set(offices[0].ids) <= set(one.ids) for one in (*found.values(), *names) if one)
                placed[source] = replace(offices[0], sure=offices[0].sure and alone, placed_by="signature")
        return placed

    def letters(self, letters: Sequence[str], texts: Sequence[str] = ()) -> list[Opinion]:
        """Opinion of the letter numbers, and of heads and feet of the covering letters.

        texts: subject and body where there is no letter; they may bear a number too.
        """
        heads = [head for head in map(letter_ends, letters) if head]
        numbers = self.numbers((*letters, *texts))
        named = self.reader.read("letter", heads[0]) if len(heads) == 1 else Opinion("letter")
        numbers = [self._unless_another_district(number, named) for number in numbers]
        offices = tuple(dict.fromkeys(agency_id for number in numbers for agency_id in number.ids))
        opinions = [self._filtered(named, numbers)]
        if len(offices) == 1:
            # The number of a district is not everywhere the code of the Ministry: it decides nothing alone.
            sure = not any(number.of_district for number in numbers)
            opinions.append(
                Opinion("letter_number", offices, sure, texts=tuple(number.text for number in numbers if number.ids))
            )
        return [opinion for opinion in opinions if opinion or opinion.places]

    def numbers(self, texts: Sequence[str]) -> list[LetterNumber]:
        """Numbers under which the writers of these letters send."""
        ends = filter(None, (letter_ends(text) for text in texts if "/" in text))
        return [number for text in ends for number in letter_numbers(text, self.registry)]

    def _unless_another_district(self, number: LetterNumber, named: Opinion) -> LetterNumber:
        """The number without its อำเภอ, where the letter's own head names another one of the province."""
        if not number.of_district or len(named.ids) != 1 or not named.sure or set(named.ids) == set(number.ids):
            return number
        district = self.registry.get(named.ids[0])
        same = district is not None and ".amphoe:" in district.id and district.province_code == number.province_code
        return replace(number, ids=(), kinds=(district.kind,)) if same and district else number

    def written_by(self, agency_id: str, number: LetterNumber) -> bool:
        """May a letter of this number bring the agency's plan (its own office's, its collector's, its ministry's)?"""
        agency = self.registry.get(agency_id)
        above = {one for one in self.registry.ancestors(agency_id) if one.startswith("m.")}
        if agency is None or (number.ministry_id and not above):
            return True
        if number.ministry_id:
            return number.ministry_id in above
        if any(explains(one, agency_id, self.registry) for one in number.ids):
            return True
        if number.of_district and ".amphoe:" in agency_id and agency.province_code == number.province_code:
            return True
        return agency.province_code == number.province_code and not number.ids

    def _filtered(self, named: Opinion, numbers: Sequence[LetterNumber]) -> Opinion:
        """A name in a letter, narrowed by what the letter's number says of province, kind or ministry."""
        kept = [agency_id for agency_id in named.ids if all(self._fits(agency_id, number) for number in numbers)]
        return with_ids(named, tuple(kept), named.sure or len(named.ids) > 1) if kept and numbers else named

    def _fits(self, agency_id: str, number: LetterNumber) -> bool:
        agency = self.registry.get(agency_id)
        if agency is None or number.ids:
            return agency_id in number.ids
        if number.ministry_id:
            return agency.id == number.ministry_id or number.ministry_id in self.registry.ancestors(agency_id)
        return agency.province_code == number.province_code and (not number.kinds or agency.kind in number.kinds)

    def files(self, names: Sequence[str]) -> Opinion:
        """One opinion of all file names; names that differ say nothing together."""
        opinions = [
            opinion for opinion in (self.reader.read("file_name", file_words(name)) for name in names) if opinion
        ]
        if not opinions or any(opinion.ids != opinions[0].ids for opinion in opinions):
            return Opinion("file_name")
        return opinions[0]

    def by_places(self, best: Opinion, opinions: Sequence[Opinion]) -> Opinion:
        """The opinion narrowed by the first source whose places agree with one of its agencies. Places of a body that
        names nobody confirm a name; they do not choose among several."""
        agencies = [agency for agency in map(self.registry.get, best.ids) if agency is not None]
        confirms = best.thin and len(agencies) == 1
        for opinion in opinions:
            told = opinion.places or (opinion.places.dialled and len(agencies) > 1)
            if told and (opinion or opinion.source != "body" or confirms):
                kept = opinion.places.narrow(agencies)
                kept += tuple(agency.id for agency in agencies if kept and not agency.province_code)
                if kept and len(kept) < len(agencies) and _is_of_names(best, agencies):
                    return best
                if kept:
                    sure = best.sure or self._is_told(best, kept, opinion.places)
                    return replace(with_ids(best, kept, sure), placed_by=opinion.source)
        return best

    def _is_told(self, best: Opinion, kept: Sequence[str], places: Places) -> bool:
        """Do places decide for those that they leave? A name under another kind needs its อำเภอ."""
        slips = {slip.slip for slip in best.slips if slip.agency_id in kept}
        if slips:
            return len(kept) == 1 and ("kind" not in slips or bool(places.amphoes))
        return (len(best.ids) > 1 and len(best.texts) <= 1) or best.thin


def identity_of(status: IdentityStatus, ids: Sequence[str], evidence: Sequence[Evidence]) -> Identity:
    """identified: agency_ids and sender_id hold the one agency. Else: candidates hold what it may be."""
    unique = list(dict.fromkeys(ids))[:_MOST_CANDIDATES]
    identified = status == "identified"
    pieces = sorted({(e.source, e.text, e.agency_id): e for e in evidence}.values(), key=lambda piece: -piece.weight)
    return Identity(
        status=status,
        sender_id=unique[0] if identified else None,
        agency_ids=unique if identified else [],
        candidates=[] if identified else unique,
        evidence=pieces,
    )


def _of_told_district(number: Opinion, found: Iterable[Opinion]) -> Opinion:
    """The letter number of a district, which proves that one of its province writes, as that of the one district there
    which the mail tells."""
    mine, code = number.ids[0], number.ids[0].rpartition(":")[2][:2]
    named = {one for other in found if other is not number for one in other.ids if ".amphoe:" in one}
    placed = {f"r.amphoe:{one}" for other in found for one in other.places.amphoes}
    told = {one for one in named | placed if one.rpartition(":")[2].startswith(code)}
    return with_ids(number, tuple(told) if len(told) == 1 else (mine,), len(told) == 1)


def _is_of_names(best: Opinion, agencies: Sequence[Agency]) -> bool:
    """Were several names read that are not those of namesakes? A place chooses among namesakes, never between names."""
    several = len(best.texts) > 1 and len({agency.name_th for agency in agencies}) > 1
    # อ.กะปง / จ.พังงา may be the district's office or the province's: the district beside it tells neither.
    return several or len({".amphoe:" in agency.id for agency in agencies}) > 1
