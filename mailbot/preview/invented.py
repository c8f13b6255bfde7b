"""Examinations of mails that nobody sent: one plan or many, in every verdict, as letters are composed from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mailbot.examination import AttachmentPart, Examination, FindingPart, Identity, PlanPart, SameDocumentPart
from mailbot.replies.findings import message
from mailbot.replies.letter import LetterFacts
from mailbot.replies.thai_form import Language
from mailbot.rules import Rules

RECEIVED = datetime(2020, 6, 15, 3, 0, tzinfo=UTC)
RECEIPT = "BCP2563-000123"
TAPHONG, KLAENG, PROVINCE = "l.6210109", "l.5210301", "r.pvo.21"
NAMES = {
    TAPHONG: "องค์การบริหารส่วนตำบลตะพง",
    KLAENG: "เทศบาลตำบลเมืองแกลง",
    PROVINCE: "สำนักงานจังหวัดระยอง",
}
SALUTATIONS = {
    TAPHONG: "นายกองค์การบริหารส่วนตำบลตะพง",
    KLAENG: "นายกเทศมนตรีตำบลเมืองแกลง",
    PROVINCE: "หัวหน้าสำนักงานจังหวัดระยอง",
}
NAMES_EN = {
    TAPHONG: "Taphong Subdistrict Administrative Organisation",
    KLAENG: "Mueang Klaeng Subdistrict Municipality",
    PROVINCE: "Rayong Provincial Office",
}
UNKNOWN = Identity(status="unknown")
FROM_PROVINCE = Identity(status="identified", sender_id=PROVINCE, agency_ids=[PROVINCE])


@dataclass(frozen=True, slots=True)
class Invented:
    """Builds the parts of invented mails under one round's rules, in the language of the letter that they get."""

    rules: Rules
    language: Language = "th"

    def facts(self, **changes: Any) -> LetterFacts:
        """What ledger and registry know of the mail."""
        thai = self.language == "th"
        given: dict[str, Any] = {
            "receipt": RECEIPT,
            "received_at": RECEIVED,
            "agency_names": NAMES if thai else NAMES_EN,
            "salutations": SALUTATIONS if thai else NAMES_EN,
        }
        return LetterFacts(**{**given, **changes})

    def finding(
        self, code: str, place: str | None = None, severity: str | None = None, **parameters: str
    ) -> FindingPart:
        """A finding with the severity of its text, as the checks give it."""
        text = self.rules.text(code)
        return FindingPart.model_validate(
            {
                "code": code,
                "severity": severity or text.severity,
                "clause": text.clause,
                "element": code.removeprefix("element.")[:3] if code.startswith("element.") else None,
                "place": place,
                "message": message(code, parameters, self.rules),
                "parameters": parameters,
            }
        )

    def plan(
        self,
        verdict: str = "accepted",
        found: Sequence[FindingPart] = (),
        agency_id: str | None = TAPHONG,
        word: str | None = "แผน BCP อบต.ตะพง.docx",
        pdf: str | None = "แผน BCP อบต.ตะพง.pdf",
        identity: Identity | None = None,
    ) -> PlanPart:
        """One plan."""
        return PlanPart.model_validate(
            {
                "agency_id": agency_id,
                "tier": "local_lower",
                "route": "direct_opdc",
                "route_finding": None,
                "credited": agency_id is not None,
                "word": word,
                "pdf": pdf,
                "same_document": SameDocumentPart(verdict="same", similarity=0.97),
                "elements": {},
                "findings": list(found),
                "verdict": verdict,
                "identity": identity,
            }
        )

    def attachment(
        self, name: str, kind: str = "word", size: int = 245_000, role: str = "plan", pages: int | None = None
    ) -> AttachmentPart:
        """One attachment."""
        return AttachmentPart(name=name, kind=kind, role=role, size=size, sha256="0" * 64, pages=pages)

    def examination(
        self,
        plans: Sequence[PlanPart] = (),
        verdict: str = "accepted",
        *,
        kind: str = "submission",
        found: Sequence[FindingPart] = (),
        subject: str = "แผน BCP อบต.ตะพง",
        attachments: Sequence[AttachmentPart] | None = None,
        identity: Identity | None = None,
        **more: Any,
    ) -> Examination:
        """The examination of one mail. more: further fields, such as purpose."""
        if attachments is None:
            names = [(p.word, "word", 245_000, None) for p in plans] + [(p.pdf, "pdf", 1_245_000, 24) for p in plans]
            attachments = [self.attachment(name, kind_, size, pages=n) for name, kind_, size, n in names if name]
        return Examination.model_validate(
            {
                "mail": {
                    "message_id": "<plan@example.go.th>",
                    "subject": subject,
                    "from": {"name": "อบต.ตะพง", "address": "taphong@example.go.th"},
                    "received_at": RECEIVED,
                    "attachments": list(attachments),
                },
                "kind": kind,
                "may_reply": True,
                "no_reply_reason": None,
                "identity": identity or Identity(status="identified", sender_id=TAPHONG, agency_ids=[TAPHONG]),
                "plans": list(plans),
                "findings": list(found),
                "verdict": verdict,
                "content_key": "0" * 64,
                "language": self.language,
                **more,
            }
        )
