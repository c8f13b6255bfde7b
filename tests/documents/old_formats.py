"""Makes .doc, .rtf, .odt and HTML files out of Word files, with the LibreOffice that is installed."""

import subprocess
import tempfile
from functools import cache
from pathlib import Path

from tests.real_parts import need


@cache
def old_format(docx: bytes, suffix: str) -> bytes:
    """The Word file in another format ('doc', 'rtf', 'odt', 'html'); skips the test where LibreOffice is missing."""
    program = need("soffice")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "plan.docx"
        source.write_bytes(docx)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, "--headless", "--norestore", profile, "--convert-to", suffix, "--outdir", name, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / f"plan.{suffix}").read_bytes()
