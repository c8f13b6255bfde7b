"""What every section of the settings shares: unknown keys are refused, addresses are checked."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

_ADDRESS = re.compile(r"^[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\"]+$|^[^@\s<>,;\"]+@localhost$")


def _address(value: str) -> str:
    if value and not _ADDRESS.match(value):
        raise ValueError("is not an e-mail address")
    return value.lower()


MailAddress = Annotated[str, AfterValidator(_address)]


class Section(BaseModel):
    """Base of all sections: unknown keys are refused, so that a typing slip is told and not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)
