"""Styles cut out of the bytes are the styles that a parser finds; what is written unusually is parsed whole."""

import io
import zipfile

import docx
import pytest

from mailbot.documents.preflight import parse_xml
from mailbot.documents.word_names import qualified
from mailbot.documents.word_style_sheet import StyleSheet
from mailbot.documents.word_styles import Look, Styles
from mailbot.errors import Refused
from tests.documents.samples import W

STYLES = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault>'
    '</w:docDefaults><w:latentStyles w:count="1"><w:lsdException w:name="heading 1"/></w:latentStyles>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:rPr><w:sz w:val="28"/></w:rPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="หัว"><w:name w:val="heading 2"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="character" w:styleId="b"><w:rPr><w:bCs/></w:rPr></w:style>\n</w:styles>'
)
HEADING, NORMAL, BOLD = Look(level=2, size=14.0), Look(size=14.0), Look(bold=True)


def told(data: bytes) -> tuple[bool, list[Look]]:
    """Whether it was cut, and the looks of its styles: the default one, three by name, the document's defaults."""
    sheet = StyleSheet([data])
    cut = bool(sheet._pieces)
    styles = Styles(sheet)
    return cut, [*(styles.look(name) for name in (None, "หัว", "b", "nobody")), styles.defaults]


def test_usual_styles_are_cut() -> None:
    assert told(STYLES.encode()) == (True, [NORMAL, HEADING, BOLD, Look(), Look(size=16.0)])
    assert told(b"\xef\xbb\xbf" + STYLES.encode())[0]


@pytest.mark.parametrize(
    ("usual", "unusual"),
    [
        ("<w:latentStyles ", "<!-- <w:style w:styleId='x'/> --><w:latentStyles "),
        ("<w:latentStyles ", "<?word <w:style ?><w:latentStyles "),
        ('w:styleId="b"', "w:styleId='b'"),
        ('w:styleId="b"', 'w:customStyle="&#49;" w:styleId = "b"'),
        ("<w:docDefaults>", '<w:docDefaults w:more="1">'),
        ('</w:style><w:style w:type="character"', '</w:style><w:style/><w:style w:type="character"'),
        ("<w:bCs/></w:rPr></w:style>", "<w:bCs/></w:rPr></w:style><w:later/>"),
        ("</w:styles>", "</w:styles>\n"),
        ("<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n", "\n"),
    ],
)
def test_unusual_ones_are_parsed_whole_with_the_same_looks(usual: str, unusual: str) -> None:
    changed = STYLES.replace(usual, unusual)
    assert changed != STYLES
    cut, looks = told(changed.encode())
    assert looks == told(STYLES.encode())[1]
    assert not cut or unusual == "\n"


@pytest.mark.parametrize("encoding", ["utf-16", "cp874"])
def test_other_encodings_are_parsed_whole(encoding: str) -> None:
    cut, looks = told(STYLES.replace("UTF-8", {"cp874": "TIS-620"}.get(encoding, encoding)).encode(encoding))
    assert not cut
    assert looks == told(STYLES.encode())[1]


def test_the_first_sound_part_is_taken_and_none_gives_nothing() -> None:
    styles = Styles(StyleSheet([None, b"<w:styles", STYLES.encode()]))
    assert styles.look(None) == NORMAL
    assert Styles(StyleSheet([None])).look(None) == Styles(StyleSheet([])).defaults == Look()


def test_a_document_type_is_refused() -> None:
    with pytest.raises(Refused, match=r"file\.bomb"):
        StyleSheet([STYLES.replace("<w:styles ", '<!DOCTYPE x [<!ENTITY y "z">]><w:styles ').encode()])


def test_all_styles_of_a_real_template() -> None:
    stored = io.BytesIO()
    docx.Document().save(stored)
    data = zipfile.ZipFile(stored).read("word/styles.xml")
    sheet, whole = StyleSheet([data]), StyleSheet([b"\n" + data.partition(b"?>")[2] + b"\n"])
    assert sheet._pieces and not whole._pieces
    names = [each.get(qualified("w:styleId")) for each in parse_xml(data).iterchildren(qualified("w:style"))]
    assert len(names) > 100
    assert [Styles(sheet).look(name) for name in (None, *names)] == [
        Styles(whole).look(name) for name in (None, *names)
    ]
