"""Kinds of zip containers: Word, Excel, PowerPoint, OpenDocument or a plain archive, by what lies inside."""

import io
import zipfile

from mailbot.mail.model import Kind

_MAX_ENTRIES = 20_000
_MAX_TYPES_BYTES = 4_000_000
_MAIN_PARTS: tuple[tuple[bytes, Kind, str], ...] = (
    (b"wordprocessingml.document.main", "word", "Word"),
    (b"wordprocessingml.template.main", "word", "Word template"),
    (b"ms-word.document.macroenabled.main", "word", "Word with macros"),
    (b"ms-word.template.macroenabledtemplate.main", "word", "Word template with macros"),
    (b"spreadsheetml.sheet.main", "spreadsheet", "Excel"),
    (b"ms-excel.", "spreadsheet", "Excel"),
    (b"presentationml.presentation.main", "presentation", "PowerPoint"),
    (b"presentationml.slideshow.main", "presentation", "PowerPoint"),
    (b"ms-powerpoint.", "presentation", "PowerPoint"),
)
_OPEN_DOCUMENT: tuple[tuple[bytes, Kind, str], ...] = (
    (b"application/vnd.oasis.opendocument.text", "word_legacy", "OpenDocument text"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "spreadsheet", "OpenDocument spreadsheet"),
    (b"application/vnd.oasis.opendocument.presentation", "presentation", "OpenDocument presentation"),
)


def sniff_zip(data: bytes, suffix: str) -> tuple[Kind, str | None, str]:
    """(kind, problem, detail) of bytes with a zip signature; never raises. suffix: extension of the name, lower case.

    The order of the entries does not matter. Macros are told in `detail` only: the document reader judges them.
    """
    if data.count(b"PK\x01\x02") > _MAX_ENTRIES:
        return "archive", "archive.limit", "zip of very many entries"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _by_entries(archive)
    except UnicodeDecodeError as error:
        # Names promised in UTF-8 that are none: Word never does that, some zip tools do; the unpacker copes.
        is_word = b"word/document.xml" in data
        return _damaged(data, suffix, error) if is_word else ("archive", None, "zip with misnamed entries")
    except Exception as error:  # noqa: BLE001 - zipfile raises many kinds on damaged input
        return _damaged(data, suffix, error)


def _damaged(data: bytes, suffix: str, error: Exception) -> tuple[Kind, str | None, str]:
    if b"word/" in data[:200_000] or suffix in (".docx", ".docm", ".dotx"):
        return "word", "file.damaged", f"Word, damaged: {type(error).__name__}"
    return "archive", "archive.damaged", f"zip, damaged: {type(error).__name__}"


def _by_entries(archive: zipfile.ZipFile) -> tuple[Kind, str | None, str]:
    entries = archive.infolist()
    names = {entry.filename.lower().replace("\\", "/"): entry for entry in entries}
    if (types := names.get("[content_types].xml")) is not None:
        return _office(archive, types, set(names))
    if (mimetype := names.get("mimetype")) is not None and mimetype.file_size < 200:
        label = archive.read(mimetype)
        for prefix, kind, detail in _OPEN_DOCUMENT:
            if label.startswith(prefix):
                return kind, _open_document_problem(archive, names), detail
    if "word/document.xml" in names:
        return "word", None, "Word without [Content_Types].xml"
    if any(name.startswith("index/") and name.endswith(".iwa") for name in names):
        return "other", "file.unsupported", "Apple Pages, Numbers or Keynote"
    return "archive", None, "zip"


def _office(archive: zipfile.ZipFile, types: zipfile.ZipInfo, names: set[str]) -> tuple[Kind, str | None, str]:
    if types.flag_bits & 1 and any(name.startswith("word/") for name in names):
        return "word", "file.password", "Word inside a zip with a password"
    if types.file_size > _MAX_TYPES_BYTES or types.flag_bits & 1:
        return "archive", None, "zip"
    text = archive.read(types).replace(b"\0", b"").lower()
    has_macros = any(name.endswith("vbaproject.bin") for name in names)
    for marker, kind, detail in _MAIN_PARTS:
        if marker in text:
            mark = " with macros" if has_macros and "macros" not in detail else ""
            return kind, None, detail + mark
    if any(name.startswith("word/document") for name in names):
        return "word", None, "Word by its parts"
    return "archive", None, "zip"


def _open_document_problem(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> str | None:
    manifest = names.get("meta-inf/manifest.xml")
    if manifest is None or manifest.file_size > _MAX_TYPES_BYTES:
        return None
    return "file.password" if b"encryption-data" in archive.read(manifest) else None
