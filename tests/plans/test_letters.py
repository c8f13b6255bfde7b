"""A covering letter is known by its head where a scan lost its foot; a plan with a letter's words in it is none."""

from mailbot.plans.letters import is_letter

HEAD = "ที่ สข ๗๓๑๐๑/๒๒๒\nที่ทำการองค์การบริหารส่วนตำบลควนรู\n๑๗ มิถุนายน ๒๕๖๓\nเรื่อง ส่งแผน BCP\nเรียน เลขาธิการ ก.พ.ร.\n"


def test_a_letter_that_lost_its_greeting() -> None:
    assert is_letter(HEAD, 0)
    assert is_letter(HEAD + "ขอแสดงความนับถือ", 0)


def test_number_subject_and_addressee_are_all_needed_then() -> None:
    for missing in ("ที่ สข ๗๓๑๐๑/๒๒๒\n", "เรื่อง ส่งแผน BCP\n", "เรียน เลขาธิการ ก.พ.ร.\n"):
        assert not is_letter(HEAD.replace(missing, ""), 0)


def test_what_holds_elements_or_goes_on_for_pages_is_no_letter() -> None:
    assert not is_letter(HEAD, 1)
    assert not is_letter(HEAD + "รายละเอียดของแผน\n" * 120, 0)
