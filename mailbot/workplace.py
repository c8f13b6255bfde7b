"""Puts the parts together from the settings: the one place that knows which maker stands behind which protocol."""

import os
import random
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from mailbot.alerts import Alerts
from mailbot.answering import Answering
from mailbot.backup.archive import JOURNAL
from mailbot.backup.journal import JournalFolder
from mailbot.casework import Casework
from mailbot.daemon import Daemon
from mailbot.digest.model import Folders
from mailbot.digesting import Digesting
from mailbot.dispatch import Dispatch
from mailbot.engine import make_engine
from mailbot.errors import ConfigError, Transient
from mailbot.examiner import Examiner
from mailbot.filing import Filing
from mailbot.intake import Intake, StepHook
from mailbot.ledger.store import Ledger
from mailbot.mail.parse import read_mail
from mailbot.mailbox.durable import make_folder, write_durably
from mailbot.mailbox.imap import ImapMailbox
from mailbot.mailbox.lock import InboxLock
from mailbot.mailbox.maildir import MaildirMailbox
from mailbot.mailbox.protocol import Mailbox
from mailbot.mailbox.spool import Spool
from mailbot.naming import Naming
from mailbot.outbox.letterhead import Letterhead
from mailbot.outbox.maildir_sender import MaildirSender
from mailbot.outbox.queue import OutboxQueue
from mailbot.outbox.sender import Sender
from mailbot.outbox.smtp import SmtpSender
from mailbot.parts_telling import PartsTelling
from mailbot.premises import Premises
from mailbot.rebuilding import Rebuilding
from mailbot.rehearing import Rehearing
from mailbot.reminding import Reminding
from mailbot.reviewing import Reviewing
from mailbot.scanning.gate import ScanGate
from mailbot.sealing.keeper import Keeper
from mailbot.sealing.keys import Keys
from mailbot.settings import Settings
from mailbot.status.answer import Status
from mailbot.watchdog import Watchdog
from mailbot.watching import Watching

SPOOL, LOCK, SECRET, SENT = "spool", "mailbot.lock", "secret", "sent"
SEALING = "sealing"


def no_step(_name: str) -> None:
    """The step hook of everyday: nothing happens between the steps."""


@dataclass
class Workplace(Premises):
    """Everything of one mailbot, made when it is first asked for. clock and step are passed through to all parts."""

    step: StepHook = no_step
    stopping: threading.Event = field(default_factory=threading.Event)
    monotonic: Callable[[], float] = time.monotonic
    watchdog: Watchdog = field(default_factory=lambda: Watchdog(os.environ))

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger, opened for writing. Raises ConfigError when it is gone but its mails are there: a new one would
        number receipts from one again and answer everybody a second time."""
        if not self.ledger_path.exists() and self.spool.holds_mails():
            raise ConfigError(
                f"the ledger {self.ledger_path} is missing, but {self.spool.folder} holds its mails: restore it from a "
                "backup, or move that folder away to begin anew"
            )
        this = self.bench.rules.round
        return Ledger(self.ledger_path, this.id, this.receipt_prefix, self.journal)

    @cached_property
    def journal(self) -> JournalFolder:
        """Where every transaction of the ledger is kept besides."""
        return JournalFolder(self.settings.backup.journal_folder or self.folder / JOURNAL, lambda: self.secret)

    @cached_property
    def spool(self) -> Spool:
        """The bytes of every mail."""
        return Spool(self.folder / SPOOL)

    @cached_property
    def keys(self) -> Keys:
        """The pair of keys of sealed mails; nothing is made or read yet."""
        section, own = self.settings.sealing, self.folder / SEALING
        return Keys(
            public=section.public_key or own / "public.pem",
            private=section.private_key or own / "private.pem",
            own=section.public_key is None,
            passphrase=section.passphrase.get_secret_value(),
        )

    @cached_property
    def keeper(self) -> Keeper:
        """Who encrypts sealed mails and opens them for those who hold the key."""
        return Keeper(self.ledger, self.spool, self.keys, self.clock, self.step)

    @cached_property
    def mailbox(self) -> Mailbox:
        """The watched inbox."""
        return self.reader(self.settings.mailbox.inbox)

    def reader(self, folder: str) -> Mailbox:
        """The mailbox with this folder as its inbox: for reading another folder on a connection of its own.

        Raises ConfigError without a password: those who only look at the ledger need none.
        """
        section = self.settings.mailbox.model_copy(update={"inbox": folder})
        if section.kind == "imap":
            if not section.imap.password.get_secret_value() and not section.imap.oauth2_command:
                raise ConfigError(
                    "config: mailbox.imap.password: set MAILBOT_MAILBOX__IMAP__PASSWORD in the environment, under "
                    "systemd the credential of that name, or use oauth2_command"
                )
            return ImapMailbox(section, clock=self.clock, stopped=self.stopping.is_set)
        return MaildirMailbox(section.maildir or self.folder / "mailbox", section, stopped=self.stopping.is_set)

    @cached_property
    def sender(self) -> Sender:
        """Where our mails go."""
        if self.settings.smtp.kind == "smtp":
            return SmtpSender(self.settings.smtp, on_step=self.step)
        return MaildirSender(self.folder / SENT, on_step=self.step)

    @cached_property
    def examiner(self) -> Examiner:
        """The workers that examine mails."""
        settings = self.settings
        return make_engine(settings.engine, settings.examine, self.parts, self.stopping.is_set)

    @cached_property
    def letterhead(self) -> Letterhead:
        """How our mails are made."""
        return Letterhead(self.settings.replies, lambda: self.secret)

    @cached_property
    def answering(self) -> Answering:
        """How mails are answered."""
        status = Status(self.bench, self.ledger_path)
        return Answering(self.bench, self.settings.replies, self.settings.mailbox, self.letterhead, status.of)

    @cached_property
    def rehearing(self) -> Rehearing:
        """Stored mails judged again."""
        return Rehearing(self.ledger, self.keeper.bytes_of, self.examiner, self.answering)

    @cached_property
    def casework(self) -> Casework:
        """Which mails are judged together."""
        return Casework(self.ledger, self.spool.get)

    @cached_property
    def reviewing(self) -> Reviewing:
        """What staff decide by hand."""
        return Reviewing(self.ledger, self.rehearing, self.keeper.settle, self.clock)

    @cached_property
    def naming(self) -> Naming:
        """Answers to the question whose plan it is."""

        def own_text(sha256: str) -> str:
            return read_mail(self.spool.get(sha256), self.settings.limits).own_text

        return Naming(self.ledger, self.reviewing, self.bench.registry, own_text)

    @cached_property
    def queue(self) -> OutboxQueue:
        """The outbox."""
        return OutboxQueue(self.ledger, timedelta(hours=self.settings.smtp.max_hours))

    @cached_property
    def reminding(self) -> Reminding:
        """Reminders of this round."""
        return Reminding(self.bench, self.ledger, self.settings.reminders, self.settings.replies, self.letterhead)

    @cached_property
    def digesting(self) -> Digesting:
        """What staff and their chief read."""
        folders = Folders(self.settings.mailbox.review, self.settings.mailbox.quarantine)
        return Digesting(self.bench, self.ledger, self.settings.staff, self.letterhead, folders)

    @cached_property
    def secret(self) -> str:
        """Key of the tokens in our mails; made once and kept beside the ledger, readable by us alone."""
        given = self.settings.replies.secret.get_secret_value()
        if given:
            return given
        path = self.folder / SECRET
        try:
            if not (path.exists() and path.read_text("ascii").strip()):  # a crash may once have left it empty
                make_folder(self.folder)
                write_durably(path, secrets.token_hex(32).encode())
            return path.read_text("ascii").strip()
        except OSError as error:
            raise Transient(f"{path}: {error.strerror}") from error

    def lock(self) -> InboxLock:
        """One daemon per inbox."""
        make_folder(self.folder)
        return InboxLock(self.folder / LOCK)

    @cached_property
    def daemon(self) -> Daemon:
        """The whole loop. Raises ConfigError when staff would be told by mail to the watched inbox."""
        settings = self.settings
        refuse_own_alerts(settings, self.bench.rules.round.inbox)
        alerts = Alerts(self.ledger, settings.staff, self.letterhead, self.clock)
        intake = Intake(
            mailbox=self.mailbox,
            ledger=self.ledger,
            spool=self.spool,
            examiner=self.examiner,
            answering=self.answering,
            casework=self.casework,
            clock=self.clock,
            step=self._step,
            max_tries=settings.examine.max_tries,
            max_bytes=int(settings.limits.mail_mb * 1_000_000),
            tell=alerts.tell,
            keeper=self.keeper,
            names_the_owner=self.naming.takes,
            gate=ScanGate(settings.scan, self.ledger, self.clock, alerts.tell),
        )
        dispatch = Dispatch(
            queue=self.queue,
            sender=self.sender,
            clock=self.clock,
            step=self._step,
            sent_folder=settings.mailbox.sent,
            per_minute=settings.smtp.per_minute if settings.smtp.kind == "smtp" else 1_000_000,
            tell=alerts.tell,
            stopped=self.stopping.is_set,
        )

        def last_words(trouble: str) -> None:
            mail = alerts.mail_of_the_end(trouble)
            if mail is not None:
                self.sender.send(mail.raw, mail.envelope_from, mail.recipient)

        return Daemon(
            mailbox=self.mailbox,
            ledger=self.ledger,
            queue=self.queue,
            renew=self.renew,
            intake=intake,
            dispatch=dispatch,
            filing=Filing(self.ledger, self.mailbox, self.clock, self._step, settings.mailbox.processed),
            remind=self._write_due,
            rebuild=lambda: self._rebuild(intake),
            watch=Watching(
                ledger=self.ledger,
                tell=alerts.tell,
                clock=self.clock,
                monotonic=self.monotonic,
                quarantine=settings.mailbox.quarantine,
                quarantine_per_day=settings.staff.quarantine_per_day,
                withheld_per_hour=settings.staff.withheld_per_hour,
                journal_begun=self.journal.begun_at,
            ).look,
            watchdog=self.watchdog,
            tell=alerts.tell,
            last_words=last_words,
            clock=self.clock,
            data_folder=self.folder,
            min_free_bytes=settings.data.min_free_mb * 1_000_000,
            poll_seconds=settings.mailbox.poll_seconds,
            remind_minutes=settings.reminders.check_minutes,
            silence=timedelta(minutes=settings.staff.silence_minutes),
            outbox_age=timedelta(minutes=settings.staff.outbox_minutes),
            randomness=random.SystemRandom(),
            stopping=self.stopping,
        )

    def _step(self, name: str) -> None:
        """Each step that goes on is a sign of life."""
        self.watchdog.alive()
        self.step(name)

    def _write_due(self) -> int:
        """Reminders, letters about parts that do not come, digest and report that are due now."""
        now = self.clock()
        reminders = self.reminding.send_due(now) if self.settings.reminders.enabled else 0
        parts = PartsTelling(self.ledger, self.answering, self.settings.replies.parts_hours).send_due(now)
        return reminders + parts + self.digesting.send_due(now)

    def _rebuild(self, intake: Intake) -> None:
        if self.ledger.must_rebuild():
            address = self.settings.replies.address
            Rebuilding(self.ledger, intake, self.settings.mailbox, self.reader, self.clock, address).run()

    def renew(self) -> None:
        """Load the agencies anew when an import into the ledger changed them while we ran: rules and registry here,
        and those of the worker. Raises ConfigError when they cannot be loaded."""
        if self.ledger.list_version() == self.listed.version:
            return
        for name in (
            "listed",
            "parts",
            "bench",
            "answering",
            "reminding",
            "digesting",
            "rehearing",
            "reviewing",
            "naming",
        ):
            self.__dict__.pop(name, None)
        self.daemon.intake.answering = self.answering
        self.daemon.intake.names_the_owner = self.naming.takes
        self.examiner.renew(self.parts)

    def close(self) -> None:
        """Let go of worker, connection and ledger, as far as they were made."""
        made = self.__dict__
        if "examiner" in made:
            self.examiner.close()
        if "mailbox" in made:
            self.mailbox.close()
        if "ledger" in made:
            self.ledger.close()


def refuse_unset(settings: Settings) -> None:
    """Raise ConfigError when the daemon would talk to a real inbox but keep its answers to itself, or the reverse."""
    if settings.mailbox.kind == "imap" and settings.smtp.kind == "maildir":
        raise ConfigError('config: smtp.kind: an IMAP inbox needs smtp.kind = "smtp", or nobody gets an answer')


def refuse_own_alerts(settings: Settings, inbox: str) -> None:
    """Raise ConfigError when an alert would go to the round's own inbox: nobody would read it there."""
    staff = settings.staff
    if inbox in (staff.alert_address, staff.digest_address, staff.report_address):
        raise ConfigError(f"config: staff: {inbox} is the watched inbox; alerts and digests need another mailbox")
