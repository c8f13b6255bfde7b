"""The real desk on a loopback port, its clock in the hand of the test, and people who talk to it by HTTP."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI

from mailbot import config_file
from mailbot.desk.app import create_app
from mailbot.desk.office import Office
from mailbot.workplace import Workplace
from tests.daemon.running import bench
from tests.desk.country import NOW
from tests.desk.people import PASSWORD, quick_passwords

_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


@dataclass
class Person:
    """Somebody with a browser that keeps cookies and tells where its forms come from."""

    http: httpx.Client
    base: str

    def login(self, name: str, password: str = PASSWORD, **more: str) -> httpx.Response:
        """Send the form of the login."""
        return self.send("/login", name=name, password=password, **more)

    def get(self, path: str) -> httpx.Response:
        """One page."""
        return self.http.get(path)

    def send(self, path: str, **fields: str) -> httpx.Response:
        """A form as it stands, without a token of its own."""
        return self.http.post(path, data=fields, headers={"Origin": self.base})

    def act(self, path: str, **fields: str) -> httpx.Response:
        """A form with the token of one's own pages."""
        return self.send(path, form_token=self.form_token(), **fields)

    def form_token(self) -> str:
        """The token that this person's forms carry."""
        found = _TOKEN.search(self.get("/me").text)
        assert found is not None
        return found[1]


@dataclass
class Site:
    """A desk that runs."""

    base: str
    app: FastAPI
    office: Office
    slept: list[float]
    _ahead: list[timedelta]
    _clients: list[httpx.Client] = field(default_factory=list)

    def now(self) -> datetime:
        """The desk's clock."""
        return NOW + self._ahead[0]

    def pass_time(self, span: timedelta) -> None:
        """Put the desk's clock forward."""
        self._ahead[0] += span

    def stranger(self) -> Person:
        """Somebody who is not logged in."""
        client = httpx.Client(base_url=self.base, timeout=30, trust_env=False)
        self._clients.append(client)
        return Person(client, self.base)

    def person(self, name: str) -> Person:
        """Somebody who is logged in."""
        person = self.stranger()
        answer = person.login(name)
        assert answer.status_code == 303, answer.text
        return person


@contextmanager
def served(config: Path) -> Iterator[Site]:
    """The desk over this config's data folder."""
    ahead, slept = [timedelta()], list[float]()
    place = Workplace(config_file.load(config), clock=lambda: NOW + ahead[0])
    place.__dict__["bench"] = bench(place.parts)

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    office = Office(place, sleep=sleep)
    app = create_app(office, quick_passwords())
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, proxy_headers=False, server_header=False)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    site = Site(f"http://127.0.0.1:{port}", app, office, slept, ahead)
    try:
        yield site
    finally:
        for client in site._clients:
            client.close()
        server.should_exit = True
        thread.join(10)
        app.state.opening.close()
        place.close()
