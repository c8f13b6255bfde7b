"""The reader of the ledger: every question that command line, desk, API, export, report and reminders ask, answered
once. One concept a file; the answers are typed, and of sealed mails they tell only when and the receipt.
"""

from mailbot.ledger.queries.addresses import contact_rows, contacts, sent_bounced
from mailbot.ledger.queries.case import Version, case_of
from mailbot.ledger.queries.events import (
    Event,
    EventFilter,
    actions,
    agency_events,
    audit,
    events,
    staff_events,
)
from mailbot.ledger.queries.figures import COLUMNS, By, Figures, figures, overview, total
from mailbot.ledger.queries.health import Health, Trouble, health
from mailbot.ledger.queries.mail_filter import MailFilter, to_answer
from mailbot.ledger.queries.mails import MailLine, mail_by_receipt, mail_page, mails
from mailbot.ledger.queries.notices import Notice, notices
from mailbot.ledger.queries.outbox import Letter, LetterFilter, OutboxFigures, letters, outbox_figures
from mailbot.ledger.queries.paging import EVERYTHING, FIRST, Asked, Page
from mailbot.ledger.queries.plans import agency_history, astray, errors_of, errors_of_plans, reminders_sent
from mailbot.ledger.queries.progress import Day, Forecast, Progress, progress
from mailbot.ledger.queries.queue import Place, queue
from mailbot.ledger.queries.queue_then import queue_then
from mailbot.ledger.queries.receipts import receipt_said
from mailbot.ledger.queries.reviewing import Doubt, ReviewFigures, review_figures
from mailbot.ledger.queries.roster import roster
from mailbot.ledger.queries.searching import Found, MailHit, search
from mailbot.ledger.queries.standing import STATES, AgencyState, Selection, Standing, missing, standings
from mailbot.ledger.queries.timeline import Moment, timeline
from mailbot.ledger.queries.unanswered import Reason, unanswered
from mailbot.ledger.queries.work import Work, work

__all__ = [
    "COLUMNS",
    "EVERYTHING",
    "FIRST",
    "STATES",
    "AgencyState",
    "Asked",
    "By",
    "Day",
    "Doubt",
    "Event",
    "EventFilter",
    "Figures",
    "Forecast",
    "Found",
    "Health",
    "Letter",
    "LetterFilter",
    "MailFilter",
    "MailHit",
    "MailLine",
    "Moment",
    "Notice",
    "OutboxFigures",
    "Page",
    "Place",
    "Progress",
    "Reason",
    "ReviewFigures",
    "Selection",
    "Standing",
    "Trouble",
    "Version",
    "Work",
    "actions",
    "agency_events",
    "agency_history",
    "astray",
    "audit",
    "case_of",
    "contact_rows",
    "contacts",
    "errors_of",
    "errors_of_plans",
    "events",
    "figures",
    "health",
    "letters",
    "mail_by_receipt",
    "mail_page",
    "mails",
    "missing",
    "notices",
    "outbox_figures",
    "overview",
    "progress",
    "queue",
    "queue_then",
    "receipt_said",
    "reminders_sent",
    "review_figures",
    "roster",
    "search",
    "sent_bounced",
    "staff_events",
    "standings",
    "timeline",
    "to_answer",
    "total",
    "unanswered",
    "work",
]
