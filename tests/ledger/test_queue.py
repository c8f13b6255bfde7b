"""The review queue: equal to what a plain reading of every stored judgment says, also while it is kept and renewed."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlite_utils import Database

from mailbot.cases.rulings import Ruling
from mailbot.examination import Examination, FindingPart, PartsPart
from mailbot.ledger import queries
from mailbot.ledger.schema import open_database
from mailbot.ledger.store import Ledger
from mailbot.ledger.waiting import waiting
from tests.ledger.country import LAST_MAIL, ROUND, made_up
from tests.ledger.samples import answer, examination, plan

AGENCIES = ("d.dlt", "d.rd", "d.dol", None)
Case = tuple[str, int | None, str | None, tuple[str, ...]]


def plainly(db: Database) -> list[Case]:
    """(receipt, plan, agency, finding codes) of all that waits, by the rule's own words, from whole Examinations."""
    found: list[Case] = []
    for row in db.execute("SELECT * FROM mail ORDER BY received_at, id").fetchall():
        if row["duplicate_of"] or not row["receipt"] or not row["examination"]:
            continue
        judged = Examination.model_validate_json(row["examination"])
        living = {
            one["position"]: one
            for one in db.execute("SELECT * FROM plan WHERE mail_id = ?", (row["id"],)).fetchall()
            if one["superseded_at"] is None and not _overtaken(db, one)
        }
        confirmed = db.execute(
            "SELECT count(*) FROM ruling WHERE mail_id = ? AND act = 'seal' AND undone_at IS NULL", (row["id"],)
        ).fetchone()[0]
        if judged.verdict == "sealed" and not confirmed:
            found.append((row["receipt"], None, None, _codes(judged.findings, judged)))
        in_doubt = [
            at
            for at, one in enumerate(judged.plans, 1)
            if at in living and (one.verdict == "review" or (one.verdict == "deficient" and one.agency_id is None))
        ]
        if judged.verdict == "sealed" or (judged.plans and not living) or (judged.verdict != "review" and not in_doubt):
            continue
        if not judged.plans and judged.parts and judged.parts.waits and not row["parts_wait"]:
            continue
        for at in in_doubt:
            found.append(
                (row["receipt"], at, judged.plans[at - 1].agency_id, _codes(judged.plans[at - 1].findings, judged))
            )
        if not in_doubt:
            found.append((row["receipt"], None, None, _codes(judged.findings, judged)))
    return found


def _overtaken(db: Database, plan: dict[str, object]) -> bool:
    return any(
        one["round"] == plan["round"]
        and one["agency_id"] == plan["agency_id"]
        and one["agency_id"]
        and one["superseded_at"] is None
        and one["credited"]
        and one["verdict"] == "accepted"
        and one["newest"] > plan["newest"]
        for one in db.execute("SELECT * FROM plan").fetchall()
    )


def _codes(own: list[FindingPart], judged: Examination) -> tuple[str, ...]:
    return tuple(dict.fromkeys([f.code for f in own if f.severity != "advice"] or [f.code for f in judged.findings]))


def told(db: Database) -> list[Case]:
    """The queue as the program tells it."""
    return [(one.receipt, one.plan, one.agency_id, one.why) for one in waiting(db, LAST_MAIL)]


def test_the_queue_of_a_country_is_what_its_judgments_say(tmp_path: Path) -> None:
    country = made_up(tmp_path / "ledger.sqlite3", 400, subdistricts=5)
    db = open_database(country.path, read_only=True)
    assert told(db) == plainly(db)
    assert len(told(db)) > 20
    db.close()


def test_the_queue_follows_every_judgment_and_decision(tmp_path: Path) -> None:
    """Random mails judged, judged again, decided by staff, sealed: after each the kept queue is the plain one, and at
    the end the ledger still tells what it was after each."""
    remembered: list[tuple[datetime, list[queries.Place]]] = []
    draw, ledger = Random(5), Ledger(tmp_path / "ledger.sqlite3", ROUND, "BCP2563")
    reader = open_database(tmp_path / "ledger.sqlite3", read_only=True)
    box, mails = ledger.mailbox_id("bot", "INBOX", "1"), list[int]()
    for step in range(120):
        now = LAST_MAIL + timedelta(minutes=step)
        if not mails or draw.random() < 0.5:
            mails.append(ledger.record_fetched(box, str(step), f"sha{step}", 1, now, now))
            ledger.decide(mails[-1], judged(draw, f"key{step}"), answer, now)
        else:
            mail_id = draw.choice(mails)
            row = ledger.rows("SELECT judgment, content_key FROM mail WHERE id = ?", (mail_id,))[0]
            anew = judged(draw, row["content_key"])
            if draw.random() < 0.5:
                ledger.decide(mail_id, anew, answer, now)
            else:
                act = "seal" if anew.verdict == "sealed" else "accept"
                ledger.rule(Ruling(mail_id, row["judgment"], act, "malee", "x", 1), anew, answer, now)
        assert told(reader) == plainly(reader), step
        assert queries.review_figures(reader).waiting == len(told(reader))
        remembered.append((now, list(queries.queue(reader))))
    for moment, places in remembered:
        assert queries.queue_then(reader, moment) == places, moment
    assert queries.queue_then(reader, remembered[0][0] - timedelta(seconds=1)) == []
    assert {len(told(reader)) > 5, any(one[1] == 2 for one in told(reader))} == {True}
    reader.close()
    ledger.close()


def judged(draw: Random, key: str) -> Examination:
    """A random judgment: no, one or two plans in any state, a doubt about the mail, a secret. Of a mailing in parts are
    mails of some keys, however often they are judged: one waits for its fellow, or is judged with it."""
    plans = [
        plan(draw.choice(AGENCIES), draw.choice(["accepted", "deficient", "review"]))
        for _ in range(draw.choice((0, 1, 1, 2)))
    ]
    plans = [
        one.model_copy(update={"findings": findings(draw), "credited": one.agency_id is not None}) for one in plans
    ]
    verdicts = [one.verdict for one in plans]
    verdict = draw.choice(["sealed", "review", "review" if "review" in verdicts else "accepted", "no_plan"])
    if verdict == "sealed":
        plans = [one.model_copy(update={"verdict": "sealed"}) for one in plans]
    waits, here, whole = {"1": (True, [1], 2), "2": (False, [1, 2], 2), "3": (False, [1], 3)}.get(
        key[-1], (False, [], 0)
    )
    parts = PartsPart(number=1, total=whole, here=here, waits=waits) if here else None
    update = {"verdict": verdict, "findings": findings(draw), "parts": parts}
    return examination(key, *plans).model_copy(update=update)


def findings(draw: Random) -> list[FindingPart]:
    """None, one or two of any severity."""
    return [
        FindingPart(
            code=draw.choice("abc"), severity=draw.choice(("error", "warning", "advice")), clause="", message=""
        )
        for _ in range(draw.randrange(3))
    ]
