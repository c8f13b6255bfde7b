"""The plan by which each agency is judged, at a moment; kept in memory until something is written."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from sqlite_utils import Database

from mailbot.ledger.moments import to_text

# One number orders an agency's plans: accepted ones above all others, then newer files, then later rows; its last 28
# bits are the row itself. Read from the index plan_standing alone.
_ROW = (1 << 28) - 1
_BEST = """
SELECT best.agency_id, best.rank, plan.verdict, plan.late, plan.decided_at, plan.received_at, mail.receipt FROM (
  SELECT agency_id, max(((verdict = 'accepted') << 61) + (newest << 28) + id) AS rank FROM plan
  WHERE round = :round AND credited = 1 AND agency_id IS NOT NULL AND decided_at <= :moment
  AND coalesce(superseded_at, '9999z') > :moment GROUP BY agency_id
) AS best JOIN plan ON plan.id = best.rank & {row} JOIN mail ON mail.id = plan.mail_id
""".replace("{row}", str(_ROW))
# Whatever is written leaves an event, and a plan a row: when neither has grown, the answer is the same.
_WRITTEN = "SELECT (SELECT max(id) FROM event), (SELECT max(id) FROM plan)"
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
_kept: OrderedDict[_Key, tuple[tuple[int | None, int | None], Mapping[str, Best]]] = OrderedDict()
_lock = Lock()


def best_plans(db: Database, round_id: str, as_of: datetime | None) -> Mapping[str, Best]:
    """Agency to the plan by which it is judged (None = now). Not kept within a transaction, which may be rolled back,
    nor for a ledger without a file."""
    moment = to_text(as_of) if as_of else "9999"
    file = db.execute("PRAGMA database_list").fetchone()[2]
    if not file or db.conn.in_transaction:
        return _read(db, round_id, moment)
    key, written = (file, round_id, moment), tuple(db.execute(_WRITTEN).fetchone())
    with _lock:
        kept = _kept.get(key)
    if kept is None or kept[0] != written:
        kept = written, _read(db, round_id, moment)
    with _lock:
        _kept[key] = kept
        _kept.move_to_end(key)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return kept[1]


def _read(db: Database, round_id: str, moment: str) -> Mapping[str, Best]:
    given_up = {
        row["id"]: row["recoded_to"]
        for row in db.execute("SELECT id, recoded_to FROM agency WHERE recoded_to IS NOT NULL")
    }
    best: dict[str, Best] = {}
    for agency_id, *plan in db.execute(_BEST, {"round": round_id, "moment": moment}):
        owner = given_up.get(agency_id, agency_id)
        older = best.get(owner)
        if older is None or plan[0] > older.rank:
            best[owner] = Best(*plan)
    return best
