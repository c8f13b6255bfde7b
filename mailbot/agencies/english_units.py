"""English lines of a title page that name an office, a unit or a facility which no registry knows."""

import re

_UNIT = re.compile("division|faculty|campus|hospital|college|branch|school")  # wherever it stands above a name
_FACILITY = re.compile(
    "(?:office(?!r|s|ofthe)|airport(?!s)|customs(?:house|checkpoint)|checkpoint|(?:highways?|roads?)district|station(?!er)|"
    "cent(?:er|re)(?!al)|prison|project|settlement|shelter|police|museum|laborator|immigration|institut(?:e|ion)|"
    "branch|hospital|college|school|militarycircle|nationalpark(?!s)|courtof|isocprov)"
    "|(?:home|circle|region|zone|park|court|bureau|port|dam|plant|unit|section)[0-9]{0,2}$"
)
# What every agency has, who writes its plan there, and the lines of an address.
_OF_EVERYBODY = re.compile(
    "(?:head|central|main|permanent|home)office$|^(?:this|our)office|emergency|crisis|command|operationscent|"
    "(?:call|contact|service)cent|hotline|^(?:for(?!t)|and|all|including)|nationaloffice$|"
    "incident|secretar|policy|planning(?!office)|strateg|risk|director|minister|governor|recovery|alternat|backup|coordinat|"
    "building|tower|floor|road(?!s|district)|street|soi|moo[0-9]|governmentcent|government(?:al)?complex|tel|mail|www|http"
)
_SHORTEST, _LONGEST = 8, 90


def is_english_unit(line: str) -> bool:
    """Does a line (squeezed, Latin letters and digits only) name a unit, or an office that no registry knows?"""
    return _UNIT.search(line) is not None or is_english_office(line)


def is_english_office(line: str) -> bool:
    """Does it name an office or a facility, and not what every agency has?"""
    if not _SHORTEST <= len(line) <= _LONGEST or _OF_EVERYBODY.search(line):
        return False
    return _FACILITY.search(line) is not None
