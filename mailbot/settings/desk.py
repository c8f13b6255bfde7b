"""The desk: where staff's web page listens, and how it knows who they are."""

from pydantic import Field

from mailbot.settings.section import Section


class DeskSection(Section):
    """The staff's web page (`mailbot serve`)."""

    host: str = Field(
        "127.0.0.1", description="Address to listen on; keep it to this machine unless a TLS proxy is elsewhere."
    )
    port: int = Field(8420, ge=1, le=65535, description="Port to listen on.")
    https: bool = Field(
        False,
        description="Whether staff reach the desk by https (through a TLS proxy); cookies are then Secure.",
    )
    idle_minutes: int = Field(30, ge=1, description="Minutes without a click after which a session ends.")
    session_hours: int = Field(12, ge=1, le=168, description="Hours after which a session ends in any case.")
    proxy_addresses: list[str] = Field(
        [], description="Addresses of the proxy whose X-Forwarded-For and user_header are believed; nobody else's are."
    )
    user_header: str = Field(
        "", description="Header in which that proxy tells the account's name, such as X-Remote-User; empty = off."
    )
    open_metrics: bool = Field(
        False, description="Whether /metrics answers without a token; else it asks for one of `mailbot desk token`."
    )
