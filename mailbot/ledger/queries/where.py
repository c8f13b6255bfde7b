"""The WHERE of a question, put together from fixed texts; what users typed goes into it as parameters only."""

from typing import Any


class Where:
    """Conditions that must all hold, with their parameters."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self.values: dict[str, Any] = {}

    def add(self, text: str, **values: Any) -> None:
        """One more condition; `text` is ours, `values` are its parameters."""
        self._texts.append(text)
        self.values.update(values)

    @property
    def sql(self) -> str:
        """'' or 'WHERE …'."""
        return "WHERE " + " AND ".join(self._texts) if self._texts else ""

    def within(self, statement: str) -> str:
        """A statement of ours with the conditions in place of {where}."""
        return statement.replace("{where}", self.sql)
