"""Invented people with invented telephone numbers: names are put together from parts, numbers stand in an unused block."""

from dataclasses import dataclass
from random import Random

TITLES = ("นาย", "นาง", "นางสาว")
GIVEN = {
    "นาย": (
        "ปกรณ์ธีร์ สมานชัย วรเดช ธนกฤต ชลธาร ภูริทัต กฤตเมธ สิรภพ เจษฎา นพรุจ อัครวิทย์ ปิยังกูร ศุภณัฐ ธีรเมธ รัชพล "
        "ณัฐดนัย ภาสกร ไพรัช มงคลชัย เกริกฤทธิ์"
    ).split(),
    "นาง": (
        "วิไลลักษณ์ สุภาวดี ปราณีต มยุรี กาญจนา อรพรรณ รัตนาภรณ์ ศิริพร นงลักษณ์ ประไพ สมจินตนา เพ็ญประภา ดวงแก้ว "
        "จารุณี ลำดวน ทัศนีย์วรรณ"
    ).split(),
    "นางสาว": (
        "ชุติกาญจน์ ปวีณ์นุช ณัฐธิดา กมลชนก พิมพ์ลดา ธัญชนก วรัชยา ศศิวิมล อภิญญา รมิดา ปาณิสรา เบญจวรรณ มัณฑนา "
        "กัญญารัตน์ ชลธิชา สุพิชญา"
    ).split(),
}
SURNAME_HEADS = "ทอง ศรี วงศ์ แก้ว บุญ พูน สุข เจริญ รุ่ง ชัย มณี เพชร ไพร ธาร ลาน กิตติ ดำรง อัมพร".split()
SURNAME_TAILS = "ประเสริฐกุล สว่างวารี ไพศาลเขต พิทักษ์ธรรม เกื้อกูลชน วัฒนานนท์ รักษ์ถิ่น มั่นคงดี เลิศนที จันทร์เพ็ง สุขสถิต นาคาลัย".split()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist; office and mobile are printed with Thai digits."""

    name: str
    office: str
    mobile: str


def invent_people(count: int, random: Random) -> tuple[Person, ...]:
    """count different people, the same for the same random state."""
    people: dict[str, Person] = {}
    numbers = random.sample(range(1000), count * 2)
    while len(people) < count:
        title = random.choice(TITLES)
        name = f"{title}{random.choice(GIVEN[title])} {random.choice(SURNAME_HEADS)}{random.choice(SURNAME_TAILS)}"
        at = len(people)
        if name not in people:
            people[name] = Person(name, _telephone("๐ ๒๐๐๐ ๐", numbers[at]), _telephone("๐๘ ๐๐๐๐ ๐", numbers[count + at]))
    return tuple(people.values())


def _telephone(prefix: str, number: int) -> str:
    return prefix + f"{number:03d}".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
