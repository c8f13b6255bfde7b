"""The report's sentences in official Thai: the same in HTML, PDF and Word."""

from mailbot.exporting.state_words import FIGURE_TH
from mailbot.replies.thai_form import day, moment, number, thai_digits
from mailbot.reporting.contents import Contents

MEMO, ATTACHED = "บันทึกข้อความ", "ภาคผนวก"
CLOSING = "จึงเรียนมาเพื่อโปรดทราบ"
TOO_MANY = "มีจำนวนมาก จึงแสดงเป็นรายจังหวัด รายชื่อทั้งหมดอยู่ในไฟล์ Excel ของทะเบียน"
FIGURE_COLUMNS = ("expected", "received", "complete", "deficient", "review", "secret", "missing", "late")
FIGURE_TITLES = tuple({**FIGURE_TH, "secret": "แผนชั้นความลับ"}[name] for name in FIGURE_COLUMNS)


def subject(contents: Contents) -> str:
    """What the report is about."""
    about = f" ({contents.chosen})" if contents.chosen else ""
    return f"รายงานความก้าวหน้าการจัดส่ง{contents.rules.round.short_title_th}{about}"


def background(contents: Contents) -> str:
    """Why there is anything to report."""
    this = contents.rules.round
    return (
        f"ตามที่ได้มี{this.guideline_th} ขอให้ส่วนราชการและหน่วยงานของรัฐจัดส่ง{this.title_th} ภายในวันที่ {day(this.deadline)} นั้น"
    )


def result(contents: Contents) -> str:
    """The figures in one paragraph."""
    whole = contents.whole
    parts = [
        f"ณ วันที่ {moment(contents.as_of, contents.as_of.tzinfo or contents.rules.round.zone)} "
        f"มีหน่วยงานที่ต้องจัดส่งแผน จำนวน {number(whole.expected)} หน่วยงาน ได้รับแล้ว {counted(whole.received, whole.expected)} "
        f"ในจำนวนนี้ดำเนินการครบถ้วนตามแนวทาง {counted(whole.complete, whole.expected)}",
    ]
    if whole.deficient:
        parts.append(f"อยู่ระหว่างขอให้แก้ไขหรือส่งเพิ่ม {number(whole.deficient)} หน่วยงาน")
    if whole.review:
        parts.append(f"อยู่ระหว่างการตรวจของเจ้าหน้าที่ {number(whole.review)} หน่วยงาน")
    if whole.sealed + whole.withheld:
        parts.append(f"เป็นแผนที่มีชั้นความลับ {number(whole.sealed + whole.withheld)} หน่วยงาน")
    return " ".join(parts) + f" และยังไม่ได้รับแผน {counted(whole.missing, whole.expected)}"


def outlook(contents: Contents) -> str:
    """Where the pace leads, or how long the deadline has passed."""
    forecast, deadline = contents.progress.forecast, contents.rules.round.deadline
    past = (contents.as_of.date() - deadline).days
    if past > 0:
        late = number(contents.whole.late)
        return f"พ้นกำหนดส่งเมื่อวันที่ {day(deadline)} มาแล้ว {number(past)} วัน มีหน่วยงานที่ส่งแผนหลังกำหนด {late} หน่วยงาน"
    if forecast is None:
        return f"ครบกำหนดส่งวันที่ {day(deadline)} ยังไม่มีข้อมูลเพียงพอที่จะคาดการณ์"
    return (
        f"ในช่วง {number(forecast.basis_days)} วันที่ผ่านมา มีหน่วยงานที่ส่งแผนครบถ้วนเฉลี่ยวันละ "
        f"{thai_digits(f'{forecast.pace:,.1f}')} หน่วยงาน หากเป็นไปตามอัตรานี้ คาดว่าเมื่อสิ้นวันที่ {day(deadline)} "
        f"จะมีหน่วยงานที่ส่งแผนครบถ้วนประมาณ {number(forecast.at_deadline)} หน่วยงาน "
        f"(ระหว่าง {number(forecast.low)} ถึง {number(forecast.high)} หน่วยงาน) "
        f"จากทั้งหมด {number(forecast.expected)} หน่วยงาน"
    )


def vital(contents: Contents) -> str:
    """How the agencies stand that must hurry (clause 3.4, last paragraph)."""
    those = contents.vital
    return (
        f"หน่วยงานที่ให้บริการด้านพลังงาน น้ำ โทรคมนาคม และขนส่ง จำนวน {number(those.expected)} หน่วยงาน "
        f"ครบถ้วนแล้ว {number(those.complete)} หน่วยงาน ยังไม่ได้รับแผน {number(those.missing)} หน่วยงาน"
    )


def work(contents: Contents) -> tuple[tuple[str, str], ...]:
    """What mailbot and staff had to do, as (what, how many)."""
    return (
        ("อีเมลที่ได้รับทั้งหมด", f"{number(contents.mails)} ฉบับ"),
        ("เรื่องที่รอเจ้าหน้าที่ตรวจ", f"{number(contents.work.review.waiting)} เรื่อง"),
        ("อีเมลที่รอเจ้าหน้าที่ตอบ", f"{number(contents.work.to_answer)} ฉบับ"),
        ("อีเมลที่ระบบงดตอบโดยอัตโนมัติ พร้อมเหตุผลให้เจ้าหน้าที่ทราบ", f"{number(contents.unanswered)} ฉบับ"),
        ("จดหมายของสำนักงานที่ส่งไม่ถึงผู้รับ", f"{number(contents.bounced)} ฉบับ"),
    )


def counted(count: int, of: int) -> str:
    """๑,๒๓๔ หน่วยงาน (ร้อยละ ๔๕.๖)."""
    share = f" (ร้อยละ {thai_digits(f'{100 * count / of:.1f}')})" if of else ""
    return f"{number(count)} หน่วยงาน{share}"


def cells(figures: object) -> tuple[int, ...]:
    """Figures of one group in the order of FIGURE_COLUMNS; sealed and withheld are told as one."""
    counts = {name: getattr(figures, name, 0) for name in FIGURE_COLUMNS}
    counts["secret"] = getattr(figures, "sealed", 0) + getattr(figures, "withheld", 0)
    return tuple(counts.values())
