"""Why an element of a plan was judged as it was, in words for who has to decide: one for each reason of judging."""

Words = dict[str, tuple[str, str]]

WHYS: Words = {
    "not_found": ("ไม่พบหัวข้อหรือเนื้อหานี้", "Neither heading nor content was found"),
    "no_heading": ("ไม่พบหัวข้อ แต่มีถ้อยคำที่อาจเกี่ยวข้องในแผน", "No heading, but words in the plan that may belong to it"),
    "unknown_heading": (
        "มีหัวข้อที่ระบบไม่รู้จัก ซึ่งอาจเป็นเรื่องนี้",
        "There are headings that are not known; one may be of this element",
    ),
    "own_words": (
        "อยู่ใต้หัวข้อที่ใช้ถ้อยคำของหน่วยงานเอง ระบบเทียบจากเนื้อหา",
        "Under a heading in the agency's own words; told by its content",
    ),
    "lookalike": (
        "เนื้อหาคล้ายเรื่องนี้ แต่อาจเป็นงานประจำตามปกติ เช่น ทะเบียนครุภัณฑ์ หรือระยะเวลาให้บริการ",
        "Resembles this, but may be everyday business, as a register of property or service times",
    ),
    "soft_heading": (
        "ข้อความที่พบอาจเป็นเพียงถ้อยคำในเนื้อเรื่อง ไม่ใช่หัวข้อ",
        "What was found may be words of the text, no heading",
    ),
    "next_heading": ("ใต้หัวข้ออาจมีเพียงหัวข้อถัดไป", "Below the heading may be nothing but the next heading"),
    "content_in_heading": ("เนื้อหาอาจอยู่ในบรรทัดเดียวกับหัวข้อ", "The content may stand in the line of the heading"),
    "only_in_print": ("พบในไฟล์ PDF แต่ไม่พบในไฟล์ Word", "Found in the PDF, not in the Word file"),
    "order_unsure": (
        "ลำดับข้อความที่อ่านได้ไม่แน่นอน เช่น หน้าที่แบ่งเป็นคอลัมน์",
        "The order of the text is uncertain, as in columns",
    ),
    "maybe_picture": ("เนื้อหาอาจเป็นรูปภาพ", "The content may be a picture"),
    "maybe_blank": ("ตารางอาจยังไม่ได้กรอก", "The table may not be filled in"),
    "parts_missing": ("มีไม่ครบทุกส่วน", "Not all its parts are there"),
    "parts_unsure": (
        "ส่วนที่ยังไม่พบอาจอยู่ในข้อความอื่นของแผน",
        "The part that was not found may stand elsewhere in the plan",
    ),
    "refers_to_annex": ("อ้างถึงภาคผนวกที่ระบบอ่านไม่ได้หรือไม่ได้แนบมา", "Refers to an annex that is unread or not there"),
    "in_annex": ("พบในภาคผนวก", "Found in an annex"),
    "annex_name": ("ชื่อไฟล์แนบแสดงว่าเป็นเรื่องนี้", "The name of an attached file says so"),
    "annex_unread": ("อ่านภาคผนวกไม่ได้", "An annex could not be read"),
    "unread": ("อ่านไฟล์ไม่ได้", "The file could not be read"),
    "unread_pages": ("มีหน้าที่อ่านไม่ได้", "Some pages could not be read"),
    "empty": ("ใต้หัวข้อไม่มีเนื้อหา", "Nothing stands below the heading"),
    "too_short": ("เนื้อหาสั้นมาก", "The content is very short"),
    "no_events": ("ไม่พบเหตุการณ์ในเนื้อหา", "The content names no events"),
    "no_names": ("ไม่พบชื่อบุคคลในเนื้อหา", "The content names nobody"),
    "no_roles": ("ไม่พบหน้าที่ของแต่ละคนในเนื้อหา", "The content tells no roles"),
    "no_areas": ("ไม่พบทรัพยากรด้านใดในห้าด้าน", "The content names none of the five resources"),
    "no_times": ("ไม่พบความเร่งด่วนหรือระยะเวลา", "The content tells neither urgency nor times"),
    "no_steps": ("ไม่พบขั้นตอนการปฏิบัติ", "The content tells no steps"),
    "no_people": ("ไม่พบบุคคลหรือหมายเลขโทรศัพท์", "The content has neither people nor telephone numbers"),
}
