"""What misleads a reader who looks for words only: the circular's own list in a preface, steps that name elements."""

from dataclasses import replace

from mailbot.demo.composer import Composer
from tests.corpus.blocks import Para, Section

CIRCULAR = (
    "สำนักงาน ก.พ.ร. กำหนดให้แผนมีองค์ประกอบดังนี้ (๑) วัตถุประสงค์ สมมติฐาน ขอบเขตของแผน (๒) เหตุการณ์สภาวะวิกฤตและผลกระทบจากเหตุการณ์ "
    "(๓) ทีมงานแผนความต่อเนื่อง (๔) กลยุทธ์ความต่อเนื่อง (๕) ผลกระทบต่อกระบวนการทำงานหรือการให้บริการ (๖) ความต้องการทรัพยากรที่สำคัญ "
    "(๗) ขั้นตอนการบริหารความต่อเนื่องและกอบกู้กระบวนการ และ (๘) กระบวนการแจ้งเหตุฉุกเฉิน (Call Tree)",
)


def spring(trap: str, c: Composer, sections: list[Section]) -> list[Section]:
    """The sections with the trap set: '' none, 'circular' quotes the circular, 'steps' names elements in step tables."""
    if trap == "circular":
        first = sections[0]
        return [replace(first, blocks=(*first.blocks, *(Para(line) for line in CIRCULAR))), *sections[1:]]
    if trap == "steps":
        return [
            replace(
                s,
                blocks=(
                    *s.blocks,
                    Para("- แจ้งเหตุฉุกเฉินตามกระบวนการ Call Tree ให้ทุกทีมทราบ", indent=1),
                    Para("- ระบุความต้องการทรัพยากรที่สำคัญ และเสนอหัวหน้าทีม", indent=1),
                ),
            )
            if s.element == "2.7"
            else s
            for s in sections
        ]
    return sections
