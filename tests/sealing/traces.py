"""A mail with a word of its own in every part, and a search for these words in every form that a program may keep."""

import base64
import io
import json
import quopri
import zipfile
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml

WORDS = {
    "subject": "ZqSubjectKestrel",
    "sender": "ZqSenderOsprey",
    "text": "ZqTextHarrier",
    "html": "ZqHtmlBuzzard",
    "file": "ZqFileMerlin",
    "member": "ZqMemberHobby",
    "archive": "ZqArchiveGoshawk",
    "word": "ZqWordSparrow",
    "margin": "ZqMarginEagle",
    "box": "ZqBoxVulture",
    "cell": "ZqCellCondor",
    "inner": "ZqInnerFalcon",
    "thai": "ยุทธการเหยี่ยวฟ้า",
}
_BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml">'
    "<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
    "</v:shape></w:pict></w:r>"
)


def word_file(mark: str) -> bytes:
    """A Word file with the words; `mark` stands in its header."""
    document = Document()
    header = document.sections[0].header
    header.paragraphs[0].text = mark
    header.add_paragraph(WORDS["margin"])
    document.add_heading(f"แผนดำเนินธุรกิจอย่างต่อเนื่อง กรมการปกครอง {WORDS['thai']}")
    document.add_paragraph(WORDS["word"])
    document.add_table(1, 2).cell(0, 1).text = WORDS["cell"]
    document.paragraphs[-1]._p.append(parse_xml(_BOX.format(WORDS["box"])))
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@cache
def mail(mark: str = "ลับมาก", message_id: str = "<sealed.9@dopa.go.th>") -> bytes:
    """The mail of an officer, the same bytes each time; with mark='' nothing in it is classified."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr(f"{WORDS['member']}.docx", word_file(mark))
    inner = EmailMessage()
    inner["From"] = "other@dopa.go.th"
    inner["Subject"] = WORDS["inner"]
    inner.set_content(WORDS["inner"])
    made = EmailMessage()
    made["From"] = f"{WORDS['sender']} <officer@dopa.go.th>"
    made["To"] = "opdcbcm@opdc.go.th"
    made["Subject"] = f"ส่งแผน {WORDS['subject']} {WORDS['thai']}"
    made["Message-ID"] = message_id
    made.set_content(f"ขอส่งแผน {WORDS['text']} {WORDS['thai']}")
    made.add_alternative(f"<p>ขอส่งแผน {WORDS['html']}</p>", subtype="html")
    made.add_attachment(archive.getvalue(), maintype="application", subtype="zip", filename=f"{WORDS['archive']}.zip")
    made.add_attachment(
        word_file(mark), maintype="application", subtype="octet-stream", filename=f"{WORDS['file']}.docx"
    )
    made.add_attachment(inner)
    return made.as_bytes()


def found_in(content: bytes) -> list[str]:
    """Which of the words these bytes hold, in whatever case: plain, UTF-16, JSON escapes, base64, in a mail's parts."""
    views = [view.lower() for view in (content, _decoded(content))]
    return [part for part, word in WORDS.items() if any(form in view for form in _forms(word) for view in views)]


def traces(folder: Path, *exempt: Path) -> dict[Path, list[str]]:
    """Files below `folder` that hold any of the words."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and not set(exempt) & set(path.parents):
            words = found_in(path.read_bytes())
            if words or any(word in path.name for word in WORDS.values()):
                found[path] = words
    return found


def _forms(word: str) -> list[bytes]:
    plain = word.encode()
    encoded = [base64.b64encode(b"x" * shift + plain)[4 if shift else 0 : -4] for shift in range(3)]
    forms = [
        plain,
        word.encode("utf-16-le"),
        json.dumps(word).strip('"').encode(),
        quopri.encodestring(plain),
        *encoded,
    ]
    return [form.lower() for form in forms]


def _decoded(content: bytes) -> bytes:
    """Subject and parts of a mail, decoded, and what is in their zip files; of anything else nothing."""
    try:
        made = message_from_bytes(content, policy=policy.default)
        parts = [part.get_payload(decode=True) for part in made.walk() if not part.is_multipart()]
        texts = [_unzipped(part) for part in parts if isinstance(part, bytes)]
        return b"\n".join([str(made["Subject"]).encode(), *texts])
    except Exception:
        return b""


def _unzipped(data: bytes) -> bytes:
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        inner = [name.encode() + b"\n" + _unzipped(package.read(name)) for name in package.namelist()]
    return data + b"\n".join(inner)
