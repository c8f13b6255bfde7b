"""Letters: who we are in our mails, how many of them anybody may get, reminders, and the staff who are told."""

from pydantic import Field, SecretStr

from mailbot.settings.section import MailAddress, Section


class RepliesSection(Section):
    """Who we are in our mails, and how many of them anybody may get."""

    address: MailAddress = Field("opdcbcm@opdc.go.th", description="From address of our mails.")
    name: str = Field("ระบบรับแผนดำเนินธุรกิจอย่างต่อเนื่อง สำนักงาน ก.พ.ร.", description="Name beside the From address.")
    reply_to: MailAddress = Field("", description="Address to which corrections come; empty = the inbox of the round.")
    bounce_address: MailAddress = Field(
        "",
        description="Envelope sender; bounces@x becomes bounces+TOKEN@x. Empty = made from replies.address.",
    )
    own_addresses: list[MailAddress] = Field(
        [], description="Further addresses that are our own; mail from them is never answered."
    )
    per_address_per_hour: int = Field(
        5, ge=1, description="Most automatic answers to one address in 60 minutes to mails that carry no plan."
    )
    per_address_per_day: int = Field(
        20, ge=1, description="Most automatic answers to one address in 24 hours to mails that carry no plan."
    )
    plans_per_address_per_day: int = Field(
        100, ge=1, description="Most automatic answers of any kind to one address in 24 hours; the last one says so."
    )
    per_domain_per_day: int = Field(
        400, ge=1, description="Most automatic answers to one domain in 24 hours; free mail providers are not counted."
    )
    secret: SecretStr = Field(
        SecretStr(""),
        description="Key for the tokens in our mails; empty = one is made at `init` and kept in data.folder.",
    )


class StaffSection(Section):
    """People who look when mailbot is not sure."""

    alert_address: MailAddress = Field(
        "", description="Mailbox for alerts; must not be the watched inbox. Empty = alerts only in ledger and log."
    )
    digest_address: MailAddress = Field(
        "", description="Mailbox for the digest of each working morning; empty = no digest."
    )
    report_address: MailAddress = Field("", description="Mailbox for the chief's weekly report; empty = no report.")
    digest_hour: int = Field(
        8, ge=0, le=17, description="Hour of the day (round's time zone) from which digest and report leave."
    )
    silence_minutes: int = Field(
        60, ge=1, description="Minutes without a successful search of the inbox after which staff are told."
    )
    outbox_minutes: int = Field(
        120, ge=1, description="Age in minutes of the oldest unsent mail after which staff are told."
    )
    quarantine_per_day: int = Field(
        20, ge=1, description="Mails put into Quarantine within 24 hours from which on staff are told."
    )
    withheld_per_hour: int = Field(
        30, ge=1, description="Answers withheld within 60 minutes from which on staff are told: a loop or a flood."
    )


class RemindersSection(Section):
    """Letters to those whose plan is missing."""

    enabled: bool = Field(
        False, description="Whether the daemon sends reminders by itself; `mailbot remind` works either way."
    )
    check_minutes: int = Field(30, ge=1, description="Minutes between two looks at what is due.")
    from_hour: int = Field(
        9, ge=0, le=23, description="Hour of the day (round's time zone) from which reminders may leave."
    )
    until_hour: int = Field(
        16, ge=1, le=24, description="Hour of the day (round's time zone) until which reminders may leave."
    )
    per_day: int = Field(
        1500,
        ge=1,
        description="Most reminders in 24 hours, vital agencies first; the rest follows on the next working day. "
        "Google Workspace lets 2,000 mails a day through, answers with them.",
    )
