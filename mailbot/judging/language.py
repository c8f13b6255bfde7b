"""In which language a mail is answered: Thai, unless it is plainly written in English."""

import re
from typing import Literal

from mailbot.documents.thai import thai_letters
from mailbot.mail.model import Mail

_LATIN = re.compile(r"[A-Za-z]")
FEWEST_LATIN = 40
"""Latin letters below which an English mail is not believed (signatures and file names are Latin in Thai mails too)."""


def language_of(mail: Mail) -> Literal["th", "en"]:
    """'en' when the sender's own words hold no Thai but a sentence of Latin letters."""
    words = f"{mail.subject}\n{mail.own_text}"
    return "en" if thai_letters(words) == 0 and len(_LATIN.findall(words)) >= FEWEST_LATIN else "th"
