"""Words around names: prefixes of local government, what is no agency, what may follow a name without a space."""

import re

# kind -> how its names begin, after squeezed.clean and without separators; the first is the official one.
LOCAL_PREFIXES: dict[str, tuple[str, ...]] = {
    "sao": ("องค์การบริหารส่วนตำบล", "อบต", "องค์การบริหารส่วนต", "อบตตำบล"),
    "subdistrict_municipality": ("เทศบาลตำบล", "ทต", "เทศบาลต", "นายกเทศมนตรีตำบล"),
    "town_municipality": ("เทศบาลเมือง", "ทม", "เทศบาลม", "นายกเทศมนตรีเมือง"),
    "city_municipality": ("เทศบาลนคร", "ทน", "นายกเทศมนตรีนคร"),
    "pao": ("องค์การบริหารส่วนจังหวัด", "อบจ", "องค์การบริหารส่วนจ", "องค์การบริหารจังหวัด"),
}
# kind -> its official prefix, and the part of it in which a slip of the pen still leaves no other word.
MISSPELT_PREFIXES = {
    "sao": (("องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนตำบล"),),
    "pao": (("องค์การบริหารส่วนจังหวัด", "องค์การบริหารส่วนจังหวัด"),),
    "subdistrict_municipality": (("เทศบาลตำบล", "เทศบาลต"),),
    "town_municipality": (("เทศบาลเมือง", "เทศบาลเ"),),
}
MUNICIPALITIES = ("city_municipality", "town_municipality", "subdistrict_municipality")
LOCAL_LABELS = {
    "sao": "อบต.",
    "subdistrict_municipality": "เทศบาลตำบล",
    "town_municipality": "เทศบาลเมือง",
    "city_municipality": "เทศบาลนคร",
    "pao": "อบจ.",
    "municipality": "เทศบาล",
}
LOCAL_ENGLISH: dict[str, tuple[str, ...]] = {
    "sao": (
        "subdistrictadministrativeorganization",
        "subdistrictadministrationorganization",
        "tambonadministrativeorganization",
        "tambonadministrationorganization",
        "sao",
        "tao",
    ),
    "subdistrict_municipality": ("subdistrictmunicipality", "tambonmunicipality"),
    "town_municipality": ("townmunicipality", "mueangmunicipality"),
    "city_municipality": ("citymunicipality", "nakhonmunicipality"),
    "pao": ("provincialadministrativeorganization", "provincialadministrationorganization", "pao"),
}

# Words that begin the name of something that owes no plan of its own.
OUTSIDE: dict[str, str] = {
    "โรงเรียน": "school",
    "รร": "school",
    "วิทยาลัย": "school",
    "วิทยาลัยเทคนิค": "school",
    "ศูนย์พัฒนาเด็กเล็ก": "school",
    "ศพด": "school",
    "โรงพยาบาล": "hospital",
    "รพ": "hospital",
    "รพสต": "hospital",
    "รพศ": "hospital",
    "รพท": "hospital",
    "รพช": "hospital",
    "โรงพยาบาลส่งเสริมสุขภาพตำบล": "hospital",
    "วัด": "temple",
    "บริษัท": "company",
    "บจก": "company",
    "บมจ": "company",
    "หจก": "company",
    "ห้างหุ้นส่วนจำกัด": "company",
    "มูลนิธิ": "association",
    "สมาคม": "association",
    "สหกรณ์การเกษตร": "association",
    "สหกรณ์ออมทรัพย์": "association",
    "ร้านสหกรณ์": "association",
    "ชมรม": "association",
    "สันนิบาต": "association",
    "สถานีตำรวจ": "unit",
    "สภ": "unit",
    "สถานีตำรวจภูธร": "unit",
    "สำนักงานสาธารณสุขอำเภอ": "unit",
    "สสอ": "unit",
    "สำนักงานเกษตรอำเภอ": "unit",
    "สำนักงานพัฒนาชุมชนอำเภอ": "unit",
    "สำนักงานปศุสัตว์อำเภอ": "unit",
    "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอ": "unit",
    "สำนักงานท้องถิ่นอำเภอ": "unit",
    "สำนักงานเขต": "unit",
}
# Units whose home is told by their kind.
OUTSIDE_HOMES = {"สำนักงานเขต": "l.bkk"}
# These would fit inside longer words, so they need a word boundary before them.
OUTSIDE_WORDS = frozenset(
    {"วัด", "รร", "รพ", "รพศ", "รพท", "รพช", "รพสต", "ศพด", "สภ", "สสอ", "บจก", "บมจ", "หจก", "สมาคม", "สันนิบาต"}
    | {"สหกรณ์การเกษตร", "สหกรณ์ออมทรัพย์", "ร้านสหกรณ์"}
)

# Kinds whose instances are schools, hospitals and branches: set aside, never an agency of the circular.
SET_ASIDE_KINDS = frozenset({"c.school", "c.college", "c.hospital", "c.dms_hospital", "c.bank_branch"})
# Ministries that sit outside Bangkok -> the province of their seat, which tells nothing of an office there.
SEATS = {"m.moph": "12", "m.moc": "12"}
# Short forms that are place words or ordinary words.
NOT_NAMES = frozenset(
    {
        "จังหวัด",
        "จ",
        "จว",
        "อำเภอ",
        "อ",
        "ศาลากลางจังหวัด",
        "ศาลากลาง",
        "เขต",
        "ภาค",
        "สถานี",
        "แขวง",
        "ด่าน",
        "thai",
        "ขนส่ง",
        "พัทยา",
        "พศ",
    }
)

# kind -> what leads to the short form of its name, which is else a place (คำสั่งอำเภอบ้านแพรก).
LED_NAMES = {"r.amphoe": ("อำเภอ", ("คำสั่ง", "ประกาศ"))}

# What may stand directly after a name (Thai has no spaces): anything else continues another, longer name.
_FOLLOWERS = (
    "อำเภอ|จังหวัด|ตำบล|ขอ(?=ส่ง|นำ|เรียน|จัด|ความ|รับ|ให้|ราย)|ได้|ส่ง|จัดทำ|จัดส่ง|มี(?=ความ|หนังสือ|แผน)|พศ|ปีงบ|ปี(?=[0-9]|พศ)|ประจำปี|เป็น|และ|กับ(?=[ก-ฮเ-ไ]{2})|ที่(?=[0-9]|ได้|จัด|มี)|"
    "เพื่อ|ในการ|โดย|แล้ว|รายงาน|เรื่อง|ครับ|ค่ะ|คะ|โทร|จำนวน|ตาม|ซึ่ง|จึง|ฉบับ|แผน(?!ไทย)|เลขที่|สาขา|วิทยาเขต|ถนน|หมู่|สังกัด|กระทรวง|กรม|ต่อ|ทั้งนี้|พร้อม|เรียน|"
)
# Words with which a sentence about an agency goes on. No name of the country has one inside (a test looks).
PREDICATES = (
    "ตั้งอยู่|ให้บริการ|ดูแล|รับผิดชอบ|มี(?=แนวปฎิบัติ|แนวทาง|มาตรการ|ระบบ|ขั้นตอน|พื้นที่|หน้าที่|ภารกิจ|อำนาจ|บุคลากร|ข้าราชการ|เจ้าหน้าที่|พนักงาน)|ปรับปรุง|กำหนด|ยังคง|ดำเนินการ|ตระหนัก|"
    "เห็น(?=ว่า|ความ|ชอบ|สมควร)|แต่งตั้ง|ร่วมกับ|หรือ|เมื่อ|ถ้า|ไม่|ทำ(?=หน้าที่|แผน)|ใช้|อยู่(?=ใน|ติด|ห่าง)|ก่อตั้ง|จัดตั้ง|สร้าง(?=เมื่อ|ขึ้น)|ประกอบด้วย|"
    "ทบทวน|ขึ้นตรง|แบ่งส่วน|เปิด(?=ให้|ทำการ|บริการ)|คำนึง|ประกาศ|คาดว่า|แห่งนี้|รองรับ|นั้น|ด้วย|สำหรับ|ภายใต้|กรณี|เพราะ|พยายาม|พิจารณา|วิเคราะห์|เล็งเห็น|ประสบ"
)
FOLLOWER = re.compile(_FOLLOWERS + PREDICATES)
# What stands before an abbreviation without a space.
LEADERS = (
    "ของ",
    "นายก",
    "ปลัด",
    "ประธาน",
    "แผน",
    "สำนักงาน",
    "ที่ทำการ",
    "จาก",
    "โดย",
    "ส่ง",
    "ให้",
    "ทาง",
    "และ",
    "หัวหน้า",
    "ผอ",
    "รอง",
    "เลขาธิการ",
)
# A run after a prefix that is no name ("เทศบาลตำบลทุกแห่ง").
NOT_A_CORE = re.compile(
    "(?:ทุกแห่ง|แห่ง|ผู้แทน|และ|หรือ|ในเขต|ในพื้นที่|ที่ได้|ที่มี|ต่างๆ|เป็น|ของ|ขอ(?:ส่ง|นำ|เรียน|จัด|ความ)|ได้|ซึ่ง|จึง|ให้|เพื่อ|โดย|จำนวน|ทั้ง|ดัง|ตาม|"
    "แผน(?=ดำเนิน|บริหาร|ป[ฏฎ]ิบัติ|รองรับ|ความ|ธุรกิจ|การ|งาน|เผชิญ|ฉุกเฉิน)|สำหรับ|เลขที่|ที่ตั้ง|"
    "นั้น|พื้นที่|ขนาด|อื่น|ท่าน|เรา|ครับ|ค่ะ|โทร|จัดทำ|ต้อง|สามัญ|มนตรี|ส่งแผน|ฉบับ|(?:ประจำ)?ปีงบ|ประจำปี|คำนำ|สารบัญ|บทนำ|บทที่|ส่วนที่|ภาคผนวก|หมวด(?=ที่|[0-9])|"
    "ร่วมกับ|ให้บริการ|ดูแล|รับผิดชอบ|ตั้งอยู่|ใช้(?=ใน|กับ|งาน|สำหรับ|ได้|แผน)|หมู่(?:ที่)?[0-9]*$)"
)
