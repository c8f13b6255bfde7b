"""A mail that is filed and belongs elsewhere since a person decided: where it is to be carried."""

from sqlite_utils import Database

from mailbot.ledger.migrations.registered import migrations, statements

# folder: where the mail lies. wanted_folder: where the newest decision wants it, until it is there.
_COLUMNS = """
ALTER TABLE mail ADD COLUMN wanted_folder TEXT;
CREATE INDEX mail_wanted_folder ON mail (id) WHERE wanted_folder IS NOT NULL;
"""


@migrations()
def m0009_where_a_mail_lies(db: Database) -> None:
    """The folder to which a filed mail is to be carried."""
    for statement in statements(_COLUMNS):
        db.execute(statement)
