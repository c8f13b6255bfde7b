"""Provinces that the area code of a telephone number tells: the number of an office is nearer to it than its letters.

Source: numbering plan of the National Broadcasting and Telecommunications Commission; mobile numbers tell no place.
"""

import re

# Digits behind the 0 -> codes of the provinces that have them.
_AREAS = {
    "32": ("70", "76", "77"),
    "34": ("71", "73", "74", "75"),
    "35": ("14", "15", "72"),
    "36": ("16", "17", "19"),
    "37": ("25", "26", "27"),
    "38": ("20", "21", "24"),
    "39": ("22", "23"),
    "42": ("38", "39", "41", "42", "43", "47", "48", "49"),
    "43": ("40", "44", "45", "46"),
    "44": ("30", "31", "32", "36"),
    "45": ("33", "34", "35", "37"),
    "52": ("50", "57"),
    "53": ("50", "51", "57", "58"),
    "54": ("52", "54", "55", "56"),
    "55": ("53", "62", "63", "64", "65"),
    "56": ("18", "60", "61", "66", "67"),
    "73": ("94", "95", "96"),
    "74": ("90", "91", "93"),
    "75": ("80", "81", "92"),
    "76": ("82", "83"),
    "77": ("84", "85", "86"),
}
_WORDS = ("โทร", "tel", "fax", "phone")
_NUMBER = re.compile(
    r"(?:โทร(?:ศัพท์|สาร)?|tel|fax|phone)[^0-9\n]{0,12}0[ -]?([3-7][2-9])[ -]?[0-9](?:[ -]?[0-9]){5}(?![0-9])",
    re.IGNORECASE,
)


def provinces_dialled(cleaned: str) -> frozenset[str]:
    """Codes of the provinces of the one area to which all numbers of the text belong that stand behind โทร; none where
    there is no number or where they belong to several. (digits as squeezed.clean leaves them)"""
    small = cleaned.lower()
    if not any(word in small for word in _WORDS):
        return frozenset()
    areas = {match[1] for match in _NUMBER.finditer(cleaned)}
    return frozenset(_AREAS.get(areas.pop(), ())) if len(areas) == 1 else frozenset()
