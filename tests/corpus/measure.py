"""One plan through the real way of a mail (files, roles, pairing, elements, verdict), held against its truth."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP

from mailbot.bench import Bench, BenchParts, Hints
from mailbot.examination import Examination, PlanPart
from mailbot.mail.robot_rules import OwnMail
from mailbot.pipeline import examine
from mailbot.settings import ExamineSection, LimitsSection
from tests.corpus.compose import ELEMENTS, CorpusPlan
from tests.corpus.offices import local_agencies

# (truth, what was said) to the kind of answer it is.
_KINDS = {
    ("present", "present"): "right",
    ("present", "weak"): "false_weak",
    ("present", "absent"): "false_absent",
    ("present", "review"): "unsure",
    ("weak", "weak"): "reported",
    ("weak", "absent"): "reported",
    ("weak", "review"): "to_person",
    ("weak", "present"): "missed",
    ("absent", "absent"): "reported",
    ("absent", "weak"): "reported",
    ("absent", "review"): "to_person",
    ("absent", "present"): "missed",
}


@dataclass(frozen=True, slots=True)
class Case:
    """Which two halves are sent: producers of press.py, '' for none."""

    word: str
    pdf: str

    @property
    def name(self) -> str:
        """As the report says it."""
        return " + ".join(half for half in (self.word, self.pdf) if half)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said of one plan. kinds: element to right, false_weak, false_absent, unsure, reported, to_person,
    missed.
    same: same, differs, unsure, 'apart' when the halves were not paired, '' when one was sent alone.
    agency: right, none, wrong. lost: no plan was seen at all.
    """

    plan: str
    case: str
    kinds: dict[str, str]
    same: str
    verdict: str
    agency: str
    lost: bool
    codes: tuple[str, ...] = ()
    said: dict[str, str] = field(default_factory=dict)

    @property
    def decided(self) -> bool:
        """No person is needed."""
        return not self.lost and self.verdict in ("accepted", "deficient")


def bench() -> Bench:
    """Rules and registry of the round with the corpus's own local agencies."""
    own = OwnMail(addresses=frozenset({"bcp@example.go.th"}), loop_value="corpus")
    return Bench.load(BenchParts("bcp-2563", None, LimitsSection(), ExamineSection(), own, local_agencies()))


def send(agency_name: str, files: Sequence[tuple[str, bytes]], bench: Bench) -> Examination:
    """One mail of the agency with these files, examined."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Clerk <clerk.of.corpus@gmail.com>"
    mail["To"] = bench.rules.round.inbox
    mail["Subject"] = f"ส่งแผน BCP {agency_name}"
    mail["Date"] = "Mon, 15 Jun 2020 10:00:00 +0700"
    mail["Message-ID"] = "<corpus@gmail.com>"
    mail.set_content(f"เรียน เลขาธิการ ก.พ.ร.\n{agency_name} ขอส่งแผนตามไฟล์แนบ\n")
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return examine(mail.as_bytes(), bench, Hints())


def measure(plan: CorpusPlan, case: Case, word: bytes | None, pdf: bytes | None, bench: Bench) -> Outcome:
    """What is said of the plan when these halves are sent, with its annexes."""
    stem = f"แผน BCP {plan.entry.name}"
    files = [(f"{stem}.{case.word}", word)] if word is not None else []
    files += [(f"{stem}.pdf", pdf)] if pdf is not None else []
    said = send(plan.agency_name, [*files, *plan.annexes], bench)
    main = _main(said, stem)
    if main is None:
        kinds = {element: "unsure" if state == "present" else "to_person" for element, state in plan.truth.items()}
        codes = tuple(finding.code for finding in said.findings)
        return Outcome(plan.entry.name, case.name, kinds, "", said.verdict, "none", lost=True, codes=codes)
    states = {element: main.elements[element].state if element in main.elements else "review" for element in ELEMENTS}
    kinds = {element: _KINDS[plan.truth[element], states[element]] for element in ELEMENTS}
    same = "" if word is None or pdf is None else main.same_document.verdict if main.word and main.pdf else "apart"
    agency = "none" if main.agency_id is None else "right" if main.agency_id == plan.entry.agency_id else "wrong"
    codes = tuple(finding.code for finding in main.findings if finding.severity != "advice")
    why = {
        element: f"{part.state} {part.reason} heading={part.heading!r} page={part.page} found={part.parts}"
        for element, part in main.elements.items()
        if kinds.get(element) not in ("right", "reported")
    }
    return Outcome(plan.entry.name, case.name, kinds, same, main.verdict, agency, lost=False, codes=codes, said=why)


def _main(said: Examination, stem: str) -> PlanPart | None:
    """The plan that holds the main file: agencies are served by the plan that names it, other groups are extra."""
    holding = [plan for plan in said.plans if any(name and name.startswith(stem) for name in (plan.word, plan.pdf))]
    return max(holding, key=lambda plan: bool(plan.word) + bool(plan.pdf), default=None)
