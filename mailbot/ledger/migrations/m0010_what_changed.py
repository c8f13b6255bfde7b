"""What changed last, so that figures kept in memory are brought up to date instead of being counted anew."""

from sqlite_utils import Database

from mailbot.ledger.migrations.registered import migrations, statements

# changed: each agency and each mail of which something was written, under the number of its last change; whoever keeps
# figures asks what came after the number that he has. Triggers write it, so that no writer can forget to. A number is
# never given twice, not even after its row is gone.
# The new indexes hold what the review queue asks of a mail: what stands behind `examination` in a row is slow to reach.
_TABLES = """
CREATE TABLE changed (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  agency_id TEXT UNIQUE,
  mail_id INTEGER UNIQUE
);
CREATE TRIGGER plan_is_written AFTER INSERT ON plan BEGIN
  DELETE FROM changed WHERE agency_id = new.agency_id;
  INSERT INTO changed (agency_id) SELECT new.agency_id WHERE new.agency_id IS NOT NULL;
  DELETE FROM changed WHERE mail_id = new.mail_id;
  INSERT INTO changed (mail_id) VALUES (new.mail_id);
END;
CREATE TRIGGER plan_is_changed AFTER UPDATE ON plan BEGIN
  DELETE FROM changed WHERE agency_id IN (old.agency_id, new.agency_id);
  INSERT INTO changed (agency_id) SELECT old.agency_id WHERE old.agency_id IS NOT NULL;
  INSERT INTO changed (agency_id) SELECT new.agency_id WHERE new.agency_id <> coalesce(old.agency_id, '');
  DELETE FROM changed WHERE mail_id = new.mail_id;
  INSERT INTO changed (mail_id) VALUES (new.mail_id);
END;
CREATE TRIGGER mail_is_judged AFTER UPDATE OF verdict, receipt, duplicate_of, judgment, parts_wait ON mail BEGIN
  DELETE FROM changed WHERE mail_id = new.id;
  INSERT INTO changed (mail_id) VALUES (new.id);
END;
CREATE TRIGGER ruling_is_written AFTER INSERT ON ruling BEGIN
  DELETE FROM changed WHERE mail_id = new.mail_id;
  INSERT INTO changed (mail_id) VALUES (new.mail_id);
END;
CREATE TRIGGER ruling_is_changed AFTER UPDATE ON ruling BEGIN
  DELETE FROM changed WHERE mail_id = new.mail_id;
  INSERT INTO changed (mail_id) VALUES (new.mail_id);
END;
CREATE INDEX agency_given_up ON agency (id, recoded_to) WHERE recoded_to IS NOT NULL;
CREATE INDEX plan_in_review ON plan (mail_id) WHERE superseded_at IS NULL AND verdict = 'review';
CREATE INDEX mail_in_review ON mail (id, receipt, received_at, judgment, duplicate_of, parts, parts_wait)
WHERE verdict = 'review';
CREATE INDEX mail_sealed ON mail (id) WHERE verdict = 'sealed';
DROP INDEX mail_waiting;
DROP INDEX finding_judged;
CREATE INDEX finding_judged ON finding (mail_id, judgment, severity, code, plan_id);
"""


@migrations()
def m0010_what_changed(db: Database) -> None:
    """Numbers of changes, and indexes of the review queue."""
    for statement in statements(_TABLES):
        db.execute(statement)
