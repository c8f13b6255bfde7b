"""Reading is pure: while a test lasts, files with the same bytes are read once, however often a mail brings them."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from mailbot.documents.model import Document
from mailbot.documents.read import File
from mailbot.judging import files as files_room

Known = dict[tuple[str, str, bool], Document]


@contextmanager
def reading_once(known: Known | None = None) -> Iterator[None]:
    """Within it the files of mails are read once. known: what was read already, and is added to."""
    room: Any = files_room
    read: Callable[..., list[Document]] = room.read_documents
    documents: Known = {} if known is None else known

    def once(files: Sequence[File], **limits: Any) -> list[Document]:
        keys = [(hashlib.sha256(file.data).hexdigest(), file.kind, file.places) for file in files]
        new = {key: file for key, file in zip(keys, files, strict=True) if key not in documents}
        documents.update(zip(new, read(list(new.values()), **limits), strict=True))
        return [documents[key] for key in keys]

    room.read_documents = once
    try:
        yield
    finally:
        room.read_documents = read
