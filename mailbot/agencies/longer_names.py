"""A name on a title page that goes on with `และ` and a further noun is another's longer name, on no list.

องค์การสวนพฤกษศาสตร์และป่าสาธิตภาคเหนือ is not องค์การสวนพฤกษศาสตร์: the plan is asked about. Whom an agency names
beside itself (และหน่วยงานในสังกัด, และสำนักงานใหญ่) makes no other of it.
"""

import re
from collections.abc import Sequence

from mailbot.agencies.names import Mention
from mailbot.agencies.squeezed import Squeezed

_AND = "และ"
_BESIDE_ITSELF = re.compile(
    "สำนัก|หน่วย|ส่วนราชการ|โรงเรียน|สถาน|ศูนย์|เครือข่าย|องค์กร|ทุก|สาขา|วิทยาเขต|ประชา|ชุมชน|ภาคี|คณะ|กอง|กลุ่ม|ฝ่าย|งาน|บริษัท|แผน|การ|ความ|จังหวัด|อำเภอ|ตำบล|"
    "ผู้|ภารกิจ|บริการ|เขต|ระบบ|บุคลากร|พนักงาน|เจ้าหน้าที่|แนวทาง|มาตรการ|ได้|จึง|มี|เป็น"
)
_SHORTEST = 4


def longer_name(text: Squeezed, titles: Sequence[Mention], mentions: Sequence[Mention]) -> str:
    """The first line that begins with the name of an agency and goes on so to its end, or ''."""
    starts = {one.start for one in mentions}
    for title in titles:
        after = title.end + len(_AND)
        if not text.letters.startswith(_AND, title.end) or text.closes(title.end) or after in starts:
            continue
        end = text.line_end(after)
        rest = text.letters[after : text.run_end(after)]
        alone = text.line_start(title.start) == title.start and after + len(rest) == end
        if alone and len(rest) >= _SHORTEST and not _BESIDE_ITSELF.match(rest):
            return text.shown(title.start, end)
    return ""
