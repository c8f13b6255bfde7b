"""Finding folded words in the texts of mails: long words by the trigram index, short ones letter by letter."""

from collections.abc import Sequence

from sqlite_utils import Database

SHORTEST = 3
"""A word of fewer letters is in no trigram: the index would say "nowhere" where it stands in thousands of mails."""
_LONG = "SELECT rowid FROM search_index WHERE search_index MATCH ?"
_SHORT = "SELECT mail_id FROM search_text WHERE instr(words, ?)"


def with_words(db: Database, asked: Sequence[str]) -> set[int]:
    """Numbers of the mails in which every one of these folded words stands; none when nothing is asked. Nothing of
    sealed mails is in the searched texts."""
    long = " AND ".join('"' + term.replace('"', '""') + '"' for term in asked if len(term) >= SHORTEST)
    questions = [(_LONG, long)] if long else []
    questions += [(_SHORT, term) for term in asked if len(term) < SHORTEST]
    found = [{int(row[0]) for row in db.execute(sql, (term,))} for sql, term in questions]
    return set.intersection(*found) if found else set()
