"""What the first visitor would wait for, made ready when the desk starts: registry, names, figures, templates."""

import logging
import sqlite3
import threading

from mailbot.desk.filters import standing_now
from mailbot.desk.office import Office
from mailbot.desk.render import Renderer
from mailbot.errors import MailbotError
from mailbot.ledger import queries

logger = logging.getLogger(__name__)


def begin(office: Office, renderer: Renderer) -> threading.Thread:
    """Make all ready while the desk already answers; whoever comes sooner waits no longer than without this."""
    thread = threading.Thread(target=_make_ready, args=(office, renderer), name="warming", daemon=True)
    thread.start()
    return thread


def _make_ready(office: Office, renderer: Renderer) -> None:
    """A ledger that cannot be read now is told of by the first page that needs it."""
    registry = office.bench.registry
    names = queries.roster(registry)
    try:
        renderer.load()
        with office.reading() as db:
            found = standing_now(db, office.bench)
            queries.missing(found, registry)
            queries.figures(found, registry, "ministry")
            queries.progress(db, found, office.bench.rules.round.deadline, office.bench.rules.round.zone, office.now())
            office.remembered.health(db)
            office.remembered.review(db)
            office.remembered.to_answer(db, office.review_folder)
        names.named(registry.provinces[min(registry.provinces)].name_th)
    except (MailbotError, sqlite3.Error) as error:
        logger.warning("nothing was made ready: %s", error)
