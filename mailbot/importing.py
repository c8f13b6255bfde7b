"""A list that staff give: read, compared with registry and ledger, shown, and only then written."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mailbot.agencies import registry as agency_registry
from mailbot.agencies.importing import columns, local, sheet
from mailbot.agencies.importing.addresses import Addresses, Entry, addresses
from mailbot.agencies.importing.columns import ListKind
from mailbot.agencies.importing.comparing import Changes, compare
from mailbot.agencies.importing.resolving import Resolver
from mailbot.ledger.contacts import news
from mailbot.ledger.schema import open_database
from mailbot.workplace import Workplace


@dataclass(frozen=True, slots=True)
class AgencyImport:
    """What a list of local government changes."""

    path: Path
    digest: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class AddressImport:
    """What a mailing list or a list of contacts changes. fresh: to be written. refused: staff took them back once."""

    path: Path
    kind: ListKind
    found: Addresses
    fresh: tuple[Entry, ...]
    refused: tuple[Entry, ...]


@dataclass
class Importing:
    """Imports into the ledger of one workplace. `actor`: whose word it is, for the events."""

    place: Workplace
    actor: str

    def read(self, path: Path, kind: ListKind | None, mapping: str | None) -> AgencyImport | AddressImport:
        """What the file would change; nothing is written. Raises BrokenList with every fault of the file, ConfigError
        when its agencies do not fit the registry (a parent that is none), OSError."""
        raw = path.read_bytes()
        bench = self.place.bench
        listing = columns.understood(sheet.read(raw), bench.rules.lists, kind, mapping)
        if listing.kind == "local":
            listed = local.agencies(listing, bench.registry, bench.rules.tiers)
            changes = compare(listed, bench.registry, self.place.listed.closed)
            self._check(changes)
            return AgencyImport(path, sha256(raw).hexdigest(), changes)
        found = addresses(listing, Resolver(bench.registry))
        fresh, refused = self._news(found)
        return AddressImport(path, listing.kind, found, tuple(fresh), tuple(refused))

    def write(self, plan: AgencyImport | AddressImport) -> bool:
        """Write what `read` found; False when there is nothing to do."""
        now = self.place.clock()
        if isinstance(plan, AgencyImport):
            if plan.changes:
                self.place.ledger.import_agencies(plan.changes, plan.path.name, plan.digest, self.actor, now)
            return bool(plan.changes)
        if plan.fresh:
            self.place.ledger.import_contacts(plan.fresh, plan.path.name, self.actor, now)
        return bool(plan.fresh)

    def _check(self, changes: Changes) -> None:
        """Would the registry load with them? Found out here, not at the daemon's next start."""
        moved = {change.old.id: change.new.id for change in changes.recoded if change.old}
        agencies = {agency.id: agency for agency in (*self.place.listed.agencies, *changes.stored)}
        kept = [agency for agency in agencies.values() if agency.id not in moved]
        agency_registry.load(self.place.bench.rules, kept, {**self.place.listed.recoded, **moved})

    def _news(self, found: Addresses) -> tuple[list[Entry], list[Entry]]:
        if not self.place.ledger_path.exists():
            return list(found.entries), []
        db = open_database(self.place.ledger_path, read_only=True)
        try:
            return news(db, found.entries)
        finally:
            db.close()
