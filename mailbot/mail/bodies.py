"""Which text of a mail is its body: plain before HTML in one alternative, several pieces joined in order."""

from dataclasses import dataclass, field

from mailbot.mail.html_text import html_to_text

MAX_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """One text part. alternative: index of the multipart/alternative around it, None when there is none."""

    text: str
    is_html: bool
    alternative: int | None


@dataclass(slots=True)
class Bodies:
    """Text parts of one message.

    spare: texts with a file name, which are attachments; the first is shown when there is no other text.
    """

    pieces: list[Piece] = field(default_factory=list)
    spare: list[Piece] = field(default_factory=list)

    def text(self) -> str:
        """Readable body; line ends are \\n, no NUL; '' when there is none."""
        pieces = self.pieces if any(piece.text.strip() for piece in self.pieces) else self.spare[:1]
        with_plain = {piece.alternative for piece in pieces if not piece.is_html and piece.text.strip()} - {None}
        shown = [piece for piece in pieces if not (piece.is_html and piece.alternative in with_plain)]
        texts = (html_to_text(piece.text) if piece.is_html else piece.text for piece in shown)
        joined = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n") for text in texts if text.strip())
        return joined[:MAX_CHARACTERS]
