"""What stands before every page: foreign forms are refused, bodies are short, headers shut the browser's doors."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_BODY = 256_000
"""Bytes of the longest form: a reason typed by hand; no page takes files."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
NO_STORE = "no-store"


class Guard:
    """An ASGI layer around the whole desk. https: the browser is told to come by https only."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with our headers on the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = _refusal(scope["method"], Headers(scope=scope))

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if self.https:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
                headers.setdefault("Cache-Control", NO_STORE)
            await send(message)

        if refused:
            status, told = refused
            await PlainTextResponse(told, status)(scope, receive, with_headers)
        else:
            await self.app(scope, receive, with_headers)


def _refusal(method: str, headers: Headers) -> tuple[int, str] | None:
    if method in SAFE_METHODS:
        return None
    if not same_origin(headers):
        return 403, "this form does not come from the desk"
    length = headers.get("content-length", "")
    if not length.isdecimal():
        return 411, "how long is it?"
    return (413, "too long") if int(length) > LARGEST_BODY else None


def same_origin(headers: Headers) -> bool:
    """Whether the browser says that this request was made on one of our own pages. Browsers tell Sec-Fetch-Site on
    https and this machine only; on a plain intranet Origin tells the same."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(headers.get("origin", "")).netloc == headers.get("host")
