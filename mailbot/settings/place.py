"""Which round, where the data lie, what is logged."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from mailbot.settings.section import Section


class RoundSection(Section):
    """Which campaign this mailbot serves."""

    id: str = Field("bcp-2563", description="Folder under rules/ that holds the circular's rules.")
    rules_folder: Path | None = Field(
        None, description="Folder that holds the rounds; empty = those installed with mailbot."
    )


class DataSection(Section):
    """Where mailbot keeps what it must not lose."""

    folder: Path = Field(
        Path("data"), description="Folder of ledger, spool, lock and the embedded mailbox. Relative to the config file."
    )
    min_free_mb: int = Field(
        500,
        ge=0,
        description="Megabytes that must stay free on its disk; below, no new mail is fetched and staff are told.",
    )


class BackupSection(Section):
    """What is kept besides the ledger. `doctor` looks at backups; mailbot itself makes one only by `mailbot backup`."""

    folder: Path | None = Field(
        None, description="Folder that backups (*.tar) are written to; empty = doctor does not look at their age."
    )
    hours: int = Field(26, ge=1, description="Age in hours of the newest backup from which doctor calls it too old.")
    journal_folder: Path | None = Field(
        None,
        description="Folder of the journal, from which `restore` brings back what was done after the backup; empty = "
        "journal/ in the data folder. Name one on another disk of this machine (no network drive).",
    )
    journal_days: int = Field(
        15, ge=1, description="Days for which files of the journal are kept; `mailbot backup` removes older ones."
    )


class LogSection(Section):
    """What mailbot tells while it runs."""

    format: Literal["human", "json"] = Field("human", description="human: one line of text; json: one object a line.")
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least severity that is written.")
