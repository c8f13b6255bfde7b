"""How numbers, dates and sizes are written in our letters: Thai digits and Buddhist era, or plain English."""

from datetime import date, datetime, tzinfo
from typing import Literal

Language = Literal["th", "en"]

MONTHS_TH = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS_TH = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BUDDHIST_ERA = 543

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def thai_digits(value: object) -> str:
    """Text with every Arabic digit written as a Thai one."""
    return str(value).translate(_TO_THAI)


def number(value: int, language: Language = "th") -> str:
    """A count: ๑,๒๓๔ or 1,234."""
    return thai_digits(f"{value:,}") if language == "th" else f"{value:,}"


def clause(value: str, language: Language = "th") -> str:
    """A clause number, stored in Thai digits: ๒.๕ or 2.5."""
    return thai_digits(value) if language == "th" else value.translate(_TO_ARABIC)


def day(value: date, language: Language = "th") -> str:
    """๓๐ มิถุนายน ๒๕๖๓ or 30 June 2020."""
    if language == "th":
        return thai_digits(f"{value.day} {MONTHS_TH[value.month - 1]} {value.year + BUDDHIST_ERA}")
    return f"{value.day} {MONTHS_EN[value.month - 1]} {value.year}"


def weekday(value: date, language: Language = "th") -> str:
    """วันอังคารที่ ๓๐ มิถุนายน ๒๕๖๓ or Tuesday 30 June 2020."""
    if language == "th":
        return f"วัน{WEEKDAYS_TH[value.weekday()]}ที่ {day(value)}"
    return f"{WEEKDAYS_EN[value.weekday()]} {day(value, 'en')}"


def moment(value: datetime, zone: tzinfo, language: Language = "th") -> str:
    """๑๕ มิถุนายน ๒๕๖๓ เวลา ๑๐.๐๐ น. or 15 June 2020, 10:00. Raises ValueError for a time without zone."""
    if value.tzinfo is None:
        raise ValueError("a time in a letter needs its zone")
    local = value.astimezone(zone)
    if language == "th":
        return f"{day(local)} เวลา {thai_digits(f'{local:%H.%M}')} น."
    return f"{day(local, 'en')}, {local:%H:%M}"


def size(octets: int, language: Language = "th") -> str:
    """Size of a file: ๒๔๐ กิโลไบต์, ๑.๒ เมกะไบต์, or 240 KB, 1.2 MB (1 KB = 1,024 bytes)."""
    if octets < 1024:
        amount, unit = f"{octets}", ("ไบต์", "bytes")
    elif octets < 1024 * 1024:
        amount, unit = f"{max(1, round(octets / 1024)):,}", ("กิโลไบต์", "KB")
    else:
        amount, unit = f"{octets / 1024 / 1024:,.1f}", ("เมกะไบต์", "MB")
    return f"{thai_digits(amount)} {unit[0]}" if language == "th" else f"{amount} {unit[1]}"


def enumerated(items: list[str], language: Language = "th") -> str:
    """Numbers in a row: ๑, ๒ และ ๓, or 1, 2 and 3."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {'และ' if language == 'th' else 'and'} {items[-1]}"


def joined(items: list[str], language: Language = "th") -> str:
    """A list in a sentence: ก ข และค (but ก และ c), or a, b and c."""
    if len(items) < 2:
        return "".join(items)
    if language == "th":
        close = "" if "ก" <= items[-1][:1] <= "๛" else " "
        return f"{' '.join(items[:-1])} และ{close}{items[-1]}"
    return f"{', '.join(items[:-1])} and {items[-1]}"


def series(clauses: list[str], language: Language = "th") -> str:
    """Clauses in a sentence: ก ๑ ฉบับ และข ๒ ฉบับ, or a, b and c. The last และ stands close, as before a clause."""
    if language == "th" and len(clauses) > 1:
        return f"{' '.join(clauses[:-1])} และ{clauses[-1]}"
    return joined(clauses, language)
