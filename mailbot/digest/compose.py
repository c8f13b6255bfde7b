"""Writes the digest and the weekly report: figures first, then short lists, in the layout of every letter."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from mailbot.digest import words
from mailbot.digest.model import News, Report
from mailbot.digest.news import MOST_LISTED
from mailbot.replies import templates, thai_form
from mailbot.replies.compose import render
from mailbot.replies.draft import round_values
from mailbot.replies.foreign import harmless
from mailbot.replies.letter import Letter
from mailbot.replies.points import Point
from mailbot.replies.sections import Group, Section
from mailbot.rules import Rules


def compose_digest(news: News, rules: Rules) -> Letter:
    """The morning's letter to staff, in Thai."""
    values = _values(news, rules)
    parts = _parts("digest", rules, values)
    lists = (
        ("title_troubles", [_trouble(name, since, rules) for name, since in news.troubles.items()]),
        ("title_waiting", [_waiting(one, rules) for one in news.waiting]),
        ("title_bounced", list(news.bounced)),
        (
            "title_withheld",
            [f"{words.not_answered(why)} {thai_form.number(count)} ฉบับ" for why, count in news.withheld.items()],
        ),
        ("title_vital", list(news.vital)),
    )
    return _letter(parts, _rows(news, parts), lists, values, rules, news.until)


def compose_report(report: Report, rules: Rules) -> Letter:
    """The week's letter to the chief, in Thai."""
    news = report.news
    forecast = report.forecast
    told = "" if forecast is None else thai_form.number(forecast.at_deadline)
    if forecast is not None and forecast.low < forecast.high:
        told += f" (ระหว่าง {thai_form.number(forecast.low)} ถึง {thai_form.number(forecast.high)})"
    values = {**_values(news, rules), "forecast": told}
    parts = _parts("report", rules, values)
    lists = (
        ("title_tiers", [_tier(figures, rules) for figures in report.tiers]),
        ("title_vital", list(news.vital)),
        ("title_provinces", [_group(*one) for one in report.provinces]),
        ("title_ministries", [_group(*one) for one in report.ministries]),
        ("title_troubles", [_trouble(name, since, rules) for name, since in news.troubles.items()]),
    )
    return _letter(parts, _rows(news, parts), lists, values, rules, news.until)


def _values(news: News, rules: Rules) -> dict[str, Any]:
    whole, zone, number = news.whole, rules.round.zone, thai_form.number
    oldest = datetime.fromisoformat(news.work.review.oldest).astimezone(zone) if news.work.review.oldest else None
    return {
        **round_values(rules, "th", news.until),
        "salutation": "",
        "many": False,
        "since": thai_form.moment(news.since, zone),
        "until": thai_form.moment(news.until, zone),
        "came_number": number(sum(news.came.values())),
        "trouble_count": len(news.troubles),
        "trouble_number": number(len(news.troubles)),
        "waiting_number": number(news.work.review.waiting),
        "oldest": thai_form.day(oldest.date()) if oldest else "",
        "to_answer_count": news.work.to_answer,
        "to_answer_number": number(news.work.to_answer),
        "unknown_count": news.work.review.unknown,
        "unknown_number": number(news.work.review.unknown),
        "outbox_waiting": number(news.outbox.waiting),
        "failed_number": number(news.failed),
        "reminders_number": number(news.reminders),
        "complete_number": number(whole.complete),
        "expected_number": number(whole.expected),
        "percent": thai_form.thai_digits(f"{100 * whole.complete / max(whole.expected, 1):.1f}"),
        "change_number": number(max(news.change, 0)),
        "deficient_number": number(whole.deficient),
        "review_number": number(whole.review),
        "missing_number": number(whole.missing),
        "vital_count": len(news.vital),
        "vital_number": number(len(news.vital)),
        "more_number": "",
    }


def _parts(kind: str, rules: Rules, values: dict[str, Any]) -> dict[str, str]:
    return templates.parts(rules.folder / "replies", kind, "th", values)


def _rows(news: News, parts: dict[str, str]) -> list[dict[str, str]]:
    came: dict[str, int] = {}
    for what, count in news.came.items():
        came[words.came(what)] = came.get(words.came(what), 0) + count
    told = ", ".join(f"{what} {thai_form.number(count)}" for what, count in came.items())
    total = thai_form.number(sum(news.came.values()))
    return [
        {"label": parts["label_came"], "value": f"{total} ฉบับ" + (f" ({told})" if told else "")},
        {"label": parts["label_waits"], "value": parts["waits"]},
        {"label": parts["label_answers"], "value": parts["answers"]},
        {"label": parts["label_outbox"], "value": parts["outbox"]},
        {"label": parts["label_standing"], "value": parts["standing"]},
        {"label": parts["label_deadline"], "value": parts["deadline_row"]},
    ]


def _letter(
    parts: dict[str, str],
    rows: list[dict[str, str]],
    lists: Iterable[tuple[str, Sequence[str]]],
    values: dict[str, Any],
    rules: Rules,
    until: datetime,
) -> Letter:
    day = thai_form.day(until.astimezone(rules.round.zone).date())
    return render(
        Letter("status", f"{parts['prefix']}: {rules.round.short_title_th} {day}", "", ""),
        rules,
        "th",
        {
            "parts": parts,
            "rows": rows,
            "files": [],
            "more_files": "",
            "plans": [],
            "sections": [_section(parts[title], told, values, rules) for title, told in lists if told],
            "after": [],
        },
    )


def _section(title: str, told: Sequence[str], values: dict[str, Any], rules: Rules) -> Section:
    points = [
        Point(f"{thai_form.number(order)}.", harmless(text), "") for order, text in enumerate(told[:MOST_LISTED], 1)
    ]
    if len(told) > MOST_LISTED:
        more = {**values, "more_number": thai_form.number(len(told) - MOST_LISTED)}
        points.append(Point("", _parts("digest", rules, more)["more"], ""))
    return Section(title, (Group("", tuple(points)),))


def _trouble(name: str, since: datetime, rules: Rules) -> str:
    return f"{words.trouble(name)} (ตั้งแต่วันที่ {thai_form.moment(since, rules.round.zone)})"


def _waiting(one: Any, rules: Rules) -> str:
    whose = "มีชั้นความลับ" if one.sealed else " ".join(one.agencies) or "ยังไม่ทราบหน่วยงาน"
    return f"{one.receipt} {whose} (ได้รับวันที่ {thai_form.day(one.received_at.astimezone(rules.round.zone).date())})"


def _tier(figures: Any, rules: Rules) -> str:
    tier = rules.tiers.get(figures.group)
    name = tier.title_th if tier else figures.group
    return f"{name}: ครบถ้วน {thai_form.number(figures.complete)} จาก {thai_form.number(figures.expected)} หน่วยงาน"


def _group(name: str, missing: int, expected: int) -> str:
    return f"{name}: ยังไม่ได้รับ {thai_form.number(missing)} จาก {thai_form.number(expected)} หน่วยงาน"
