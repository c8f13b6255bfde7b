"""Search, and the indexes without which lists and figures of a hundred thousand mails would be slow."""

import json
from typing import Any

from sqlite_utils import Database

from mailbot.ledger.migrations.registered import migrations, statements
from mailbot.ledger.search_text import folded

# search_text holds folded words; search_index knows only where they stand. The index is told of every change by
# triggers, and when a mail is sealed later on it is merged anew, so that no word of it stays in old segments.
# mail_listed and its like answer lists and counts without touching the rows, which hold whole examinations and letters.
_TABLES = """
CREATE TABLE search_text (
  mail_id INTEGER PRIMARY KEY REFERENCES mail (id),
  words TEXT NOT NULL
);
CREATE VIRTUAL TABLE search_index USING fts5 (
  words, content = 'search_text', content_rowid = 'mail_id', tokenize = 'trigram case_sensitive 1'
);
CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN
  INSERT INTO search_index (rowid, words) VALUES (new.mail_id, new.words);
END;
CREATE TRIGGER search_text_removed AFTER DELETE ON search_text BEGIN
  INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', old.mail_id, old.words);
END;
CREATE TRIGGER search_forgets_sealed AFTER UPDATE OF verdict ON mail
WHEN new.verdict = 'sealed' AND EXISTS (SELECT 1 FROM search_text WHERE mail_id = new.id) BEGIN
  DELETE FROM search_text WHERE mail_id = new.id;
  INSERT INTO search_index (search_index) VALUES ('optimize');
END;
CREATE INDEX mail_listed ON mail (
  id, received_at, decided_at, verdict, kind, folder, duplicate_of, no_reply_reason, size
);
CREATE INDEX mail_notice ON mail (id) WHERE kind = 'withheld_notice';
CREATE INDEX mail_unanswered ON mail (no_reply_reason, received_at, duplicate_of) WHERE no_reply_reason IS NOT NULL;
CREATE INDEX mail_waiting ON mail (id, received_at, duplicate_of, judgment, verdict) WHERE verdict = 'review';
CREATE INDEX plan_standing ON plan (round, credited, agency_id, newest, verdict, decided_at, superseded_at);
CREATE INDEX plan_of_agency ON plan (agency_id, mail_id, superseded_at, verdict);
CREATE INDEX plan_astray ON plan (round, route)
WHERE superseded_at IS NULL AND route IN ('via_province', 'via_parent', 'off_route');
CREATE INDEX finding_judged ON finding (mail_id, judgment, severity, code);
CREATE INDEX finding_plan ON finding (plan_id);
CREATE INDEX finding_found ON finding (code, mail_id);
CREATE INDEX outbox_fate ON outbox (state, bounced, kind, created_at);
CREATE INDEX outbox_kind ON outbox (kind, state, bounced);
CREATE INDEX outbox_bounced ON outbox (recipient, bounced) WHERE bounced IS NOT NULL;
CREATE INDEX outbox_agency ON outbox (agency_id) WHERE agency_id IS NOT NULL;
CREATE INDEX event_action ON event (action, at);
CREATE INDEX event_actor ON event (actor, at) WHERE actor <> 'mailbot';
CREATE INDEX event_agency ON event (agency_id, at) WHERE agency_id IS NOT NULL;
"""


@migrations()
def m0006_search(db: Database) -> None:
    """Search over the texts of mails, filled from what is there; indexes of lists and figures."""
    for statement in statements(_TABLES):
        db.execute(statement)
    mails = db.execute(
        "SELECT id, receipt, subject, sender, examination FROM mail "
        "WHERE verdict <> 'sealed' AND duplicate_of IS NULL AND examination IS NOT NULL"
    )
    for row in mails:
        examination = json.loads(row["examination"])
        if not any(plan["verdict"] == "sealed" for plan in examination["plans"]):
            _fill(db, row, examination)


def _fill(db: Database, row: Any, examination: dict[str, Any]) -> None:
    """From the stored JSON as it is: its model may have other fields by now."""
    findings = [*examination["findings"], *(one for plan in examination["plans"] for one in plan["findings"])]
    sender = examination["mail"].get("from") or {}
    words = folded(
        row["receipt"] or "",
        row["subject"] or "",
        f"{sender.get('name', '')} {sender.get('address', '')}",
        [part["name"] for part in examination["mail"]["attachments"]],
        [(one["code"], one.get("place") or "", *one.get("parameters", {}).values()) for one in findings],
    )
    db.execute("INSERT INTO search_text (mail_id, words) VALUES (?, ?)", (row["id"], words))
