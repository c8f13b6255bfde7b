"""Indexes for the mails that a person has to answer: counted on every page of the desk, and after every change."""

from sqlite_utils import Database

from mailbot.ledger.migrations.registered import migrations, statements

# Most events of a mail say nothing about answers, and most mails lie in the folder of those that are done.
_INDEXES = """
CREATE INDEX event_of_answers ON event (mail_id, id, action)
WHERE action IN ('answered_by_hand', 'to_be_answered_again');
CREATE INDEX mail_in_a_folder ON mail (folder, verdict, id) WHERE duplicate_of IS NULL;
"""


@migrations()
def m0011_mails_to_answer(db: Database) -> None:
    """What the count of open questions reads."""
    for statement in statements(_INDEXES):
        db.execute(statement)
