"""Examining asks the network nothing, whatever addresses a mail's files name."""

import io
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

from docx import Document

PROGRAM = """
import os, sys
from pathlib import Path
from mailbot import config_file
from mailbot.bench import Bench, Hints
from mailbot.pipeline import examine
from mailbot.workplace import Workplace

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        os.write(2, b"NETWORK " + repr(arguments).encode())
        os._exit(9)

bench = Bench.load(Workplace(config_file.load(None)).parts)
sys.addaudithook(watch)
found = examine(Path(sys.argv[1]).read_bytes(), bench, Hints())
print([part.kind for part in found.mail.attachments], [part.problem for part in found.mail.attachments])
"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HOST = "http://evil.example.test"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI(http://evil.example.test/a)>>>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]"
    b"/AA<</O<</S/Launch/F(http://evil.example.test/b)>>>>"
    b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://evil.example.test/c)>>>>]>>endobj\n"
    b"trailer<</Root 1 0 R>>"
)
RTF = rb"{\rtf1 {\field{\*\fldinst INCLUDEPICTURE http://evil.example.test/p.png}}{\*\template http://evil.test} x}"
HTML = b'<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><img src="http://evil.example.test/x.png">text'


def test_no_address_of_a_file_is_asked(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("แผนดำเนินธุรกิจอย่างต่อเนื่องของกรมการขนส่งทางบก")
    for kind in ("image", "attachedTemplate", "oleObject"):
        document.part.relate_to(f"{HOST}/{kind}", f"{OFFICE}/{kind}", is_external=True)
    word = io.BytesIO()
    document.save(word)
    mail = EmailMessage()
    mail["From"] = "officer@evil.example.test"
    mail["To"] = "opdcbcm@opdc.go.th"
    mail.set_content("plan")
    mail.add_alternative(f'<p>plan <img src="{HOST}/mail.png">', subtype="html")
    for name, data in (("a.docx", word.getvalue()), ("a.pdf", PDF), ("a.rtf", RTF), ("a.doc", HTML)):
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    path = tmp_path / "mail.eml"
    path.write_bytes(mail.as_bytes())
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "NETWORK" not in done.stderr
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith("['word', 'pdf', 'word_legacy', ")
    assert "file.damaged" not in done.stdout
