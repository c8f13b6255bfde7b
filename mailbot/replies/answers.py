"""Short answers to known questions, from the round's questions.toml, as numbered points."""

from mailbot.replies import findings, points, templates
from mailbot.replies.draft import Draft
from mailbot.replies.points import Point
from mailbot.replies.sections import Group, Section


def section(title: str, draft: Draft) -> Section | None:
    """The answers to what the mail asks, as far as the circular answers it; None when it does not."""
    known = draft.rules.questions
    values = findings.known({}, draft.rules, draft.language)
    told: list[Point] = []
    for topic in draft.examination.topics:
        if topic in known:
            question = known[topic]
            text = findings.fill(question.th if draft.language == "th" else question.en, values)
            text = templates.unbroken(f"{text}." if draft.language == "en" else text)
            told.append(Point(points.number(len(told) + 1, draft.language), text, ""))
    return Section(title, (Group("", tuple(told)),)) if told else None
