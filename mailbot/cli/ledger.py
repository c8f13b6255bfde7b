"""The group `mailbot ledger`: who has sent a plan, who is missing, what came. One file a command or two."""

import typer

from mailbot.cli.ledger_export import write
from mailbot.cli.ledger_figures import missing, status
from mailbot.cli.ledger_mails import mails, search
from mailbot.cli.ledger_show import show
from mailbot.cli.ledger_sql import sql
from mailbot.cli.ledger_work import work

app = typer.Typer(help="Who has sent a plan, who is missing, what came.", no_args_is_help=True)
for _command in (status, work, missing, show, mails, search, sql):
    app.command()(_command)
app.command(name="export")(write)
