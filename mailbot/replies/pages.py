"""The documentation page of each finding code, written from findings.toml so that both always say the same.

`python -m mailbot.replies.pages docs/findings` writes them anew; a test fails when they differ.
"""

import sys
from pathlib import Path

from mailbot.replies import thai_form
from mailbot.rules import Rules, load

CONSEQUENCE = {
    "error": "error – certain: the plan is returned for correction (ขอให้แก้ไข)",
    "warning": "warning – doubt: a member of staff looks before anything is said (เจ้าหน้าที่ตรวจ)",
    "advice": "advice – told, but does not hold the plan up (ข้อแนะนำ)",
}

NOTHING_TH = "เจ้าหน้าที่จะตรวจอีกครั้ง หน่วยงานไม่จำเป็นต้องดำเนินการใด"
NOTHING_EN = "An officer will look at it; nothing needs to be done."


def pages(rules: Rules) -> dict[str, str]:
    """File name -> Markdown text: one page per finding code and README.md as their index."""
    found = {f"{code}.md": _page(code, rules) for code in rules.findings}
    rows = "".join(
        f"| [{code}]({code}.md) | {text.severity} | {thai_form.clause(text.clause, 'en')} | {text.title_th} |\n"
        for code, text in rules.findings.items()
    )
    found["README.md"] = (
        "# Findings\n\nEvery code that a check can report. Texts and severity come from "
        "`rules/bcp-2563/findings.toml`; a check may lower an error to a warning when in doubt.\n\n"
        f"| code | severity | clause | ความหมาย |\n|---|---|---|---|\n{rows}"
    )
    return found


def _page(code: str, rules: Rules) -> str:
    text = rules.text(code)
    return (
        f"# {code}\n\n**{text.title_th}** · {text.title_en}\n\n"
        f"- Severity: {CONSEQUENCE[text.severity]}\n"
        f"- Clause: ข้อ {text.clause} ของแนวทางฯ (guideline {thai_form.clause(text.clause, 'en')})\n\n"
        "Names in {braces} are filled in by the check; a part in [brackets] is left out when its name is not known;\n"
        "of [this|that], that is said then.\n\n"
        f"## สิ่งที่พบ\n\n{text.th}\n\n## วิธีแก้ไข\n\n{text.mend_th or NOTHING_TH}\n\n"
        f"## What was found\n\n{text.en}\n\n## How to mend it\n\n{text.mend_en or NOTHING_EN}\n"
    )


def write(folder: Path, rules: Rules) -> None:
    """Write every page into `folder` and remove pages of codes that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = pages(rules)
    for old in folder.glob("*.md"):
        if old.name not in texts:
            old.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), load("bcp-2563"))
