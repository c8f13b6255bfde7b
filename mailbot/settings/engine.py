"""On how many processes, and on which machines, mails are examined."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from mailbot.settings.section import Section


class EngineSection(Section):
    """Where mails are examined: on this machine, or on a Dask cluster (docs/scaling.md)."""

    kind: Literal["local", "dask"] = Field(
        "local", description="local: worker processes of this machine; dask: a dask.distributed cluster."
    )
    workers: int = Field(
        0, ge=0, le=64, description="Mails examined at once on this machine; 0 = one for each processor, at most 4."
    )
    scheduler: str = Field("", description='Address of the Dask scheduler, as "tls://scheduler.example.go.th:8786".')
    ca_file: Path | None = Field(None, description="PEM file of the authority that signed the cluster's certificates.")
    certificate_file: Path | None = Field(None, description="PEM file of our certificate towards the cluster.")
    key_file: Path | None = Field(None, description="PEM file of the key of that certificate.")
    connect_seconds: float = Field(10, gt=0, le=300, description="Seconds to wait for a connection to the scheduler.")
    mails_at_once: int = Field(8, ge=1, le=1000, description="Mails handed to the cluster at once.")
    scan_resource: str = Field(
        "",
        description="Dask resource that a worker must have to read scanned pages, so that some workers are kept free "
        "of them; empty = any worker, after all other mails.",
    )
    patience_seconds: float = Field(
        900,
        gt=0,
        le=86_400,
        description="Longest time in seconds, besides examine.seconds, that a mail waits for a free worker of the "
        "cluster; then it is handed over anew.",
    )
