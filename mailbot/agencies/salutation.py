"""How a letter greets the head of an agency: `เรียน อธิบดีกรม…`, `เรียน นายกองค์การบริหารส่วนตำบล…`."""

from mailbot.agencies.model import Agency

UNKNOWN = "ผู้ประสานงานแผนดำเนินธุรกิจอย่างต่อเนื่อง"
_BY_PREFIX = (
    ("องค์การบริหารส่วน", "นายก{}"),
    ("เทศบาล", "นายกเทศมนตรี{rest}"),
    ("สำนักงานปลัดกระทรวง", "ปลัดกระทรวง{rest}"),
    ("กระทรวง", "ปลัดกระทรวง{rest}"),
    ("กรม", "อธิบดี{}"),
    ("สำนักงานคณะกรรมการ", "เลขาธิการคณะกรรมการ{rest}"),
    ("สำนักงานเลขาธิการ", "เลขาธิการ{rest}"),
    ("สำนักเลขาธิการ", "เลขาธิการ{rest}"),
    ("มหาวิทยาลัย", "อธิการบดี{}"),
    ("ธนาคาร", "กรรมการผู้จัดการ{}"),
    ("บริษัท", "กรรมการผู้จัดการใหญ่ {}"),
    ("บรรษัท", "กรรมการและผู้จัดการทั่วไป {}"),
    ("การ", "ผู้ว่าการ{}"),
)

# Field offices whose head is a ผู้อำนวยการ; of the others (ด่าน, อุทยานแห่งชาติ, บ้านพัก) it is a หัวหน้า.
_OF_DIRECTORS = ("สำนัก", "ศูนย์", "สถาบัน", "สถานพินิจ", "สถานี", "แขวง", "โครงการ", "ท่าอากาศยาน")


def salutation(agency: Agency | None) -> str:
    """Words after เรียน for the head of an agency; the plan's coordinator when the agency is not known.

    The registry's own title (heads.csv) goes first, then the custom of the kind (กรม: อธิบดี, การ…: ผู้ว่าการ),
    then ผู้อำนวยการ.
    """
    if agency is None:
        return UNKNOWN
    if agency.head_th:
        return agency.head_th
    if agency.kind == "university":
        return f"อธิการบดี{agency.name_th}"
    if agency.tier == "central_in_region":
        return f"{'ผู้อำนวยการ' if agency.name_th.startswith(_OF_DIRECTORS) else 'หัวหน้า'}{agency.name_th}"
    for prefix, title in _BY_PREFIX:
        if agency.name_th.startswith(prefix):
            return title.format(agency.name_th, rest=agency.name_th.removeprefix(prefix))
    return f"ผู้อำนวยการ{agency.name_th}"
