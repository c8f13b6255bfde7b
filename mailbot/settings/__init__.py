"""Every setting with its unit and meaning: one typed model; config.example.toml is generated from it.

Order of precedence: environment (MAILBOT_SMTP__PASSWORD and the like, for secrets), then the TOML file, then defaults.
"""

from pydantic_settings import BaseSettings, SettingsConfigDict

from mailbot.settings.correspondence import RemindersSection, RepliesSection, StaffSection
from mailbot.settings.desk import DeskSection
from mailbot.settings.engine import EngineSection
from mailbot.settings.examining import ExamineSection, LimitsSection
from mailbot.settings.keeping import RetentionSection
from mailbot.settings.mailbox import ImapSection, MailboxSection, SmtpSection
from mailbot.settings.place import BackupSection, DataSection, LogSection, RoundSection
from mailbot.settings.reporting import ReportSection
from mailbot.settings.scanning import ScanSection
from mailbot.settings.sealing import SealingSection
from mailbot.settings.section import MailAddress, Section

__all__ = [
    "BackupSection",
    "DataSection",
    "DeskSection",
    "EngineSection",
    "ExamineSection",
    "ImapSection",
    "LimitsSection",
    "LogSection",
    "MailAddress",
    "MailboxSection",
    "RemindersSection",
    "RepliesSection",
    "ReportSection",
    "RetentionSection",
    "RoundSection",
    "ScanSection",
    "SealingSection",
    "Section",
    "Settings",
    "SmtpSection",
    "StaffSection",
]


class Settings(BaseSettings):
    """All settings of one mailbot."""

    model_config = SettingsConfigDict(
        env_prefix="MAILBOT_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    round: RoundSection = RoundSection()
    data: DataSection = DataSection()
    mailbox: MailboxSection = MailboxSection()
    smtp: SmtpSection = SmtpSection()
    replies: RepliesSection = RepliesSection()
    limits: LimitsSection = LimitsSection()
    examine: ExamineSection = ExamineSection()
    engine: EngineSection = EngineSection()
    scan: ScanSection = ScanSection()
    sealing: SealingSection = SealingSection()
    staff: StaffSection = StaffSection()
    reminders: RemindersSection = RemindersSection()
    retention: RetentionSection = RetentionSection()
    backup: BackupSection = BackupSection()
    desk: DeskSection = DeskSection()
    report: ReportSection = ReportSection()
    log: LogSection = LogSection()
