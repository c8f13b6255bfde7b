"""Finding folded words in the texts of mails: long words by the trigram index, short ones letter by letter."""

from collections.abc import Sequence

from mailbot.ledger.queries.where import Where

COLUMNS = ("receipt", "subject", "sender", "files", "findings")
SHORTEST = 3
"""A word of fewer letters is in no trigram: the index would say "nowhere" where it stands in thousands of mails."""
_ANYWHERE = "(" + " OR ".join(f"instr(text.{column}, :short{{at}})" for column in COLUMNS) + ")"


def add_terms(where: Where, asked: Sequence[str]) -> None:
    """Only mails in which every one of these folded words stands. Nothing of sealed mails is in the searched texts."""
    long = [term for term in asked if len(term) >= SHORTEST]
    short = [term for term in asked if len(term) < SHORTEST]
    if long:
        match = " AND ".join('"' + term.replace('"', '""') + '"' for term in long)
        where.add("mail.id IN (SELECT rowid FROM search_index WHERE search_index MATCH :match)", match=match)
    if short:
        texts = " AND ".join(_ANYWHERE.replace("{at}", str(at)) for at in range(len(short)))
        where.add(
            f"mail.id IN (SELECT text.mail_id FROM search_text AS text WHERE {texts})",  # noqa: S608 - fixed texts
            **{f"short{at}": term for at, term in enumerate(short)},
        )
    if not asked:
        where.add("0")
