"""All commands of the program in one application."""

from mailbot.cli import (
    agencies,
    check,
    desk,
    digest,
    keeping,
    ledger,
    letters,
    operating,
    outbox,
    reminding,
    reporting,
    review,
    review_answered,
    rounds,
    sealed,
)
from mailbot.cli.program import new_program

app = new_program()
operating.register(app)
check.register(app)
digest.register(app)
keeping.register(app)
reporting.register(app)
app.add_typer(ledger.app, name="ledger")
app.add_typer(agencies.app, name="agencies")
app.add_typer(letters.app, name="letters")
app.add_typer(reminding.app, name="remind")
app.add_typer(rounds.app, name="round")
review.app.command(name="answered")(review_answered.answered)
app.add_typer(review.app, name="review")
app.add_typer(sealed.app, name="sealed")
app.add_typer(outbox.app, name="outbox")
app.command()(desk.serve)
app.add_typer(desk.app, name="desk")
