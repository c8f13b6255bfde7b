"""What to do about a trouble that `doctor` found, known by the words in which server, system or setting told it.

The first line of the table that fits is the advice; a trouble that none fits stands as it was told.
"""

import re

_LOGIN = (
    "check {section}.user and the password in {variable} (under systemd the credential of that name); Google and "
    "Microsoft take no password, but oauth2_command"
)
_PORTS = {
    "mailbox": 'port 993 goes with security = "tls", 143 with "starttls"',
    "outgoing mail": 'port 465 goes with security = "tls", 587 with "starttls"',
}
_SECTIONS = {
    "mailbox": ("mailbox.imap", "MAILBOT_MAILBOX__IMAP__PASSWORD"),
    "outgoing mail": ("smtp", "MAILBOT_SMTP__PASSWORD"),
}
_WORDS: tuple[tuple[str, str], ...] = (
    (
        "oauth2_command .* cannot be run",
        "name its whole path in {section}.oauth2_command; it must be executable by the user of mailbot (chmod 755)",
    ),
    (
        "oauth2_command .* gave no token",
        "run the command by hand as the user of mailbot: it must print an access token and end with 0; when the "
        "refresh token or the client secret has run out, make a new one at the provider",
    ),
    ("no such file or directory: .*pem|cannot be read as PEM", "let the user of mailbot read {section}.ca_file"),
    ("[Hh]ostname mismatch|IP address mismatch", "write {section}.host as the certificate names the server"),
    (
        "self-signed|unable to get (local )?issuer|unable to get issuer",
        "name the certificate of your own authority in {section}.ca_file; otherwise ask who runs the server for the "
        "whole chain",
    ),
    ("certificate has expired", "whoever runs the server must renew it; look at this machine's clock too"),
    ("certificate is not yet valid", "look at this machine's clock (NTP)"),
    ("WRONG_VERSION_NUMBER|UNEXPECTED_EOF|unexpectedly closed|no STARTTLS|STARTTLS extension", "{ports}"),
    ("Connection refused", "nobody listens there: check {section}.host and port ({ports})"),
    (
        "did not answer in time|No route to host|unreachable",
        "check {section}.host and port ({ports}), and whether a firewall lets this machine out to it",
    ),
    (
        "Name or service not known|Temporary failure in name resolution|No address associated",
        "check the spelling of {section}.host, and this machine's name server",
    ),
    (
        "AUTHENTICATIONFAILED|refuses our login|[Ww]rong credentials|^5.7.[0-9]+ |535 ",
        _LOGIN,
    ),
    (
        "Unrecognized authentication type|5.5.4 |no way of logging in|AUTH extension not supported",
        "the server takes no such login: a password instead of oauth2_command or the reverse, or another port "
        "({ports})",
    ),
    (
        "select failed|[Mm]ailbox doesn't exist|NONEXISTENT",
        "the setting mailbox.inbox must be named as the server names it (mostly INBOX); mailbot makes the others",
    ),
    (
        "cannot make|create failed|NOPERM|[Pp]ermission denied",
        "let the account make and write folders, or make them by hand with the names of section [mailbox]",
    ),
)
_BY_NAME = {
    "disk": "make room on the disk of data.folder, or lower data.min_free_mb; no mail is taken in until then",
    "rules": "mend the named file of the rules folder (round.rules_folder, round.id); `mailbot doctor` reads it again",
    "clock": "set this machine's clock (timedatectl set-ntp true); a ledger is not written with an earlier clock",
    "mail server's clock": "set both clocks by NTP; lateness is judged by the mail server's, reminders go by ours",
    "virus scanner": "start clamd (systemctl start clamav-daemon), let the user of mailbot use its socket (adduser "
    "mailbot clamav, then start mailbot anew), compare scan.socket with LocalSocket in clamd.conf",
    "backup": "mailbot backup FILE.tar; under systemd: systemctl status mailbot-backup.timer mailbot-backup.service",
    "data folder": "give it to the user of mailbot: chown -R mailbot: FOLDER",
    "engine": "start the scheduler, or set engine.kind to local",
}


def advice(name: str, detail: str) -> str:
    """What to do about the trouble `detail` of the check `name`; '' when we know no better than it says itself."""
    section, variable = _SECTIONS.get(name, ("", ""))
    if section:
        told = next((text for pattern, text in _WORDS if re.search(pattern, detail)), "")
        return told.format(section=section, variable=variable, ports=_PORTS[name])
    return _BY_NAME.get(name, "")
