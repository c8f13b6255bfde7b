"""The audit with a network: every pinned version put to the public database of advisories (OSV).

Run: python -m tests.advisories (make audit). Exit code 0: asked, nothing known. 1: something is known that
dependencies.toml does not tell of. 2: nobody could be asked, which is said and never counts as nothing known.
The audit without a network (test_dependencies.py) runs in any case.
"""

import json
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from tests.test_dependencies import KNOWN, pins

ADDRESS = "https://api.osv.dev/v1/querybatch"
_SECONDS = 30.0


class NotAsked(Exception):
    """No usable answer came."""


def asked(versions: Mapping[str, str], address: str = ADDRESS) -> dict[str, list[str]]:
    """Package to the names of advisories that are known of this version; those of none are left out. versions: package
    to version. Raises NotAsked."""
    names = sorted(versions)
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": versions[name]} for name in names]
    body = json.dumps({"queries": queries}).encode()
    try:
        with urlopen(Request(address, body, {"Content-Type": "application/json"}), timeout=_SECONDS) as answer:
            results: list[dict[str, Any]] = json.load(answer)["results"]
        found = {
            name: sorted(one["id"] for one in result.get("vulns", ()))
            for name, result in zip(names, results, strict=True)
        }
    except (URLError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotAsked(f"{address}: {type(error).__name__}: {error}") from error
    if any(result.get("next_page_token") for result in results):
        raise NotAsked(f"{address}: an answer in several pages, which nobody reads here")
    return {name: ids for name, ids in found.items() if ids}


def main(address: str = ADDRESS) -> int:
    """Ask, and tell."""
    versions = {name: str(version) for name, version in pins().items()}
    try:
        found = asked(versions, address)
    except NotAsked as error:
        print(f"audit: NOT ASKED, the advisories are not known: {error}", file=sys.stderr)
        print(f"audit: only the list of {KNOWN['looked_at']['day']} in tests/dependencies.toml was gone by")
        return 2
    dismissed = KNOWN["dismissed"]
    open_ones = {name: [one for one in ids if one not in dismissed] for name, ids in found.items()}
    for name, ids in sorted(open_ones.items()):
        for one in ids:
            print(f"audit: {name} {versions[name]}: {one}")
    count = sum(map(len, open_ones.values()))
    print(f"audit: {len(versions)} versions asked for, {count} advisories that nobody has dealt with")
    return 1 if count else 0


def digest_of_pins(constraints: Path) -> str:
    """What the lock says, without its comments: when it changes, the advisories are to be looked at anew."""
    lines = sorted(line.strip() for line in constraints.read_text("utf-8").splitlines() if line and line[0] != "#")
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main())
