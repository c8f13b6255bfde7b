"""The plan by which each agency is judged, at a moment; kept in memory, and read again for agencies that changed."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from sqlite_utils import Database

from mailbot.ledger.moments import to_text
from mailbot.ledger.queries.changes import changes_since, kept_under, last_change

# One number orders an agency's plans: accepted ones above all others, then newer files, then later rows; its last 28
# bits are the row itself. Read from the index plan_standing alone.
_ROW = (1 << 28) - 1
_BEST = """
SELECT best.agency_id, best.rank, plan.verdict, plan.late, plan.decided_at, plan.received_at, mail.receipt FROM (
  SELECT agency_id, max(((verdict = 'accepted') << 61) + (newest << 28) + id) AS rank FROM plan INDEXED BY plan_standing
  WHERE round = :round AND credited = 1 AND {whose} AND decided_at <= :moment
  AND coalesce(superseded_at, '9999z') > :moment GROUP BY agency_id
) AS best JOIN plan ON plan.id = best.rank & {row} JOIN mail ON mail.id = plan.mail_id
""".replace("{row}", str(_ROW))
_OF_ALL = _BEST.replace("{whose}", "agency_id IS NOT NULL")
_OF_SOME = _BEST.replace("{whose}", "agency_id IN (SELECT value FROM json_each(:agencies))")
_MOST_KEPT = 8


class Best(NamedTuple):
    """The plan that counts for an agency. Moments are ISO 8601 in UTC."""

    rank: int
    verdict: str
    late: int
    decided_at: str
    received_at: str
    receipt: str

    @property
    def plan_id(self) -> int:
        """The plan's row."""
        return self.rank & _ROW


_Key = tuple[str, str, str]
_kept: OrderedDict[_Key, tuple[int, Mapping[str, Best]]] = OrderedDict()
_lock = Lock()


def best_plans(db: Database, round_id: str, as_of: datetime | None) -> Mapping[str, Best]:
    """Agency to the plan by which it is judged (None = now)."""
    moment = to_text(as_of) if as_of else "9999"
    file = kept_under(db)
    if file is None:
        return _of_owners(db, _read(db, round_id, moment))
    key, newest = (file, round_id, moment), last_change(db)
    with _lock:
        number, best = _kept.get(key, (-1, {}))
    if number != newest:
        best = _renewed(db, round_id, moment, best, number, newest)
    with _lock:
        _kept[key] = newest, best
        _kept.move_to_end(key)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return _of_owners(db, best)


def _renewed(
    db: Database, round_id: str, moment: str, best: Mapping[str, Best], number: int, newest: int
) -> Mapping[str, Best]:
    changes = changes_since(db, number, newest) if number >= 0 else None
    if changes is None:
        return _read(db, round_id, moment)
    again = _read(db, round_id, moment, changes.agencies)
    asked = {row[0] for row in db.execute("SELECT value FROM json_each(?)", (changes.agencies,))}
    return {**{agency_id: plan for agency_id, plan in best.items() if agency_id not in asked}, **again}


def _read(db: Database, round_id: str, moment: str, agencies: str | None = None) -> dict[str, Best]:
    """Agency, under the id that its plan bears, to its plan; of all, or of these (JSON)."""
    values = {"round": round_id, "moment": moment, "agencies": agencies}
    rows = db.execute(_OF_ALL if agencies is None else _OF_SOME, values)
    return {agency_id: Best(*plan) for agency_id, *plan in rows}


def _of_owners(db: Database, best: Mapping[str, Best]) -> Mapping[str, Best]:
    """Plans of an id that was given up count for its new one."""
    given_up = db.execute("SELECT id, recoded_to FROM agency WHERE recoded_to IS NOT NULL").fetchall()
    moved = [(row["recoded_to"], best[row["id"]]) for row in given_up if row["id"] in best]
    if not moved:
        return best
    found = dict(best)
    for owner, plan in moved:
        if owner not in found or plan.rank > found[owner].rank:
            found[owner] = plan
    return found
