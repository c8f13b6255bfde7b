"""Kinds of old Office files: what an OLE container holds, by the names of its streams."""

import io

import olefile

from mailbot.mail.model import Kind

_ENCRYPTED_AT = 0x0A
_ENCRYPTED_BIT = 0x0100
_SEALED_KINDS: dict[str, Kind] = {".xls": "spreadsheet", ".ppt": "presentation"}


def sniff_ole(data: bytes, suffix: str) -> tuple[Kind, str | None, str]:
    """(kind, problem, detail) of a file with the OLE signature; never raises.

    An encrypted .docx is an OLE container too (EncryptedPackage). What lies inside cannot be seen: only then the
    extension (lower case) tells Excel and PowerPoint from Word, which is what this inbox waits for.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            names = {"/".join(path).lower() for path in ole.listdir(streams=True, storages=True)}
            return _by_streams(ole, names, suffix)
    except Exception as error:  # noqa: BLE001 - olefile raises whatever a damaged sector makes it raise
        return _damaged(data, error)


def _damaged(data: bytes, error: Exception) -> tuple[Kind, str | None, str]:
    wide = "WordDocument".encode("utf-16-le")
    kind: Kind = "word_legacy" if wide in data else "other"
    return kind, "file.damaged", f"OLE container, damaged: {type(error).__name__}"


def _by_streams(ole: olefile.OleFileIO, names: set[str], suffix: str) -> tuple[Kind, str | None, str]:
    if "encryptedpackage" in names:
        return _SEALED_KINDS.get(suffix[:4], "word"), "file.password", "Office file with a password"
    if "worddocument" in names:
        return _word(ole, names)
    if "workbook" in names or "book" in names:
        return "spreadsheet", None, "Excel 97-2003"
    if "powerpoint document" in names:
        return "presentation", None, "PowerPoint 97-2003"
    if any(name.startswith("__substg1.0_") or name == "__properties_version1.0" for name in names):
        return "message", "file.unsupported", "Outlook message (.msg)"
    if any("vba" in name for name in names):
        return "other", "file.macro", "OLE container with macros"
    return "other", None, "OLE container"


def _word(ole: olefile.OleFileIO, names: set[str]) -> tuple[Kind, str | None, str]:
    flags = int.from_bytes(ole.openstream("WordDocument").read(32)[_ENCRYPTED_AT : _ENCRYPTED_AT + 2], "little")
    if flags & _ENCRYPTED_BIT:
        return "word_legacy", "file.password", "Word 97-2003 with a password"
    macros = any(name == "macros" or name.startswith(("macros/", "_vba_project")) for name in names)
    return "word_legacy", None, "Word 97-2003 with macros" if macros else "Word 97-2003"
