"""Words that officials often misspell, brought to one spelling before names are compared."""

MISSPELT = {
    "ฏ": "ฎ",
    "สาธารณะสุข": "สาธารณสุข",
    "สาธารณะภัย": "สาธารณภัย",
    "มาตราฐาน": "มาตรฐาน",
    "อิเล็คทรอนิก": "อิเล็กทรอนิก",
    "อิเลคทรอนิก": "อิเล็กทรอนิก",
    "อิเล็กทรอนิคส์": "อิเล็กทรอนิกส์",
    "เทคโนโลยี่": "เทคโนโลยี",
    "ดิจิตอล": "ดิจิทัล",
    "พานิช": "พาณิช",
    "ปสุสัตว์": "ปศุสัตว์",
    "ปศุสัตร์": "ปศุสัตว์",
    "วิทยาศาตร์": "วิทยาศาสตร์",
    "อุตสหกรรม": "อุตสาหกรรม",
    "อุตสาหรรม": "อุตสาหกรรม",
    "ประชาสัมพันธุ์": "ประชาสัมพันธ์",
    "ทรัพยากรณ์": "ทรัพยากร",
    "ชลประทาณ": "ชลประทาน",
    "พลังงาณ": "พลังงาน",
    "โยธาธิการณ์": "โยธาธิการ",
}
"""What is written -> what is meant. Both sides of a comparison are mended, so that no name is lost by it."""


def slips_of(word: str) -> set[str]:
    """The word with one letter left out, doubled, or exchanged with its neighbour; first and last stay as they are, for
    the last may be the first of what follows."""
    inner = range(1, len(word) - 1)
    dropped = {word[:at] + word[at + 1 :] for at in inner}
    doubled = {word[:at] + word[at] + word[at:] for at in inner}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in inner if at + 2 < len(word)}
    return (dropped | doubled | swapped) - {word}
