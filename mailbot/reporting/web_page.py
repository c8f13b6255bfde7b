"""The report as one HTML file that needs nothing else: style, charts and font are in it, and no script."""

from base64 import b64encode
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from mailbot.exporting.state_words import FIGURE_TH, STATE_TH
from mailbot.replies.thai_form import day, number
from mailbot.reporting import charts, sentences
from mailbot.reporting.contents import Contents


def web_page(contents: Contents, office: str, addressee: str) -> str:
    """The whole report. office: who reports; addressee: to whom. Every text is escaped."""
    template = _environment().get_template("report.html.j2")
    return template.render(
        contents=contents,
        office=office,
        addressee=addressee,
        say=sentences,
        bars=charts.bars(contents.tiers),
        curve=charts.curve(contents.progress, contents.whole.expected),
        charts=charts,
        share_words={**FIGURE_TH, "secret": "แผนชั้นความลับ", "review": "เจ้าหน้าที่กำลังตรวจ"},
        states=STATE_TH,
        regular=_font("Regular"),
        bold=_font("Bold"),
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mailbot.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number
    environment.filters["day"] = day
    return environment


@cache
def _font(weight: str) -> str:
    return b64encode(files("mailbot.demo").joinpath("fonts", f"Sarabun-{weight}.ttf").read_bytes()).decode()
