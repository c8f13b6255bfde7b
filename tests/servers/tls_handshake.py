"""A port that makes one TLS handshake and hangs up: enough to show which certificates a client refuses."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator

from tests.servers.certificate import Certificate


@contextlib.contextmanager
def one_handshake(certificate: Certificate) -> Iterator[int]:
    """Port on 127.0.0.1 of a server with this certificate; the block must connect to it once."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listener, listener.accept()[0] as sock, contextlib.suppress(OSError):
            context.wrap_socket(sock, server_side=True).close()

    thread = threading.Thread(target=serve)
    thread.start()
    yield listener.getsockname()[1]
    thread.join()
