"""A case: the one stateful object, where the rooms meet a disk. Doors and notebooks use nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from tumen.case.amounts import Asked, estimate_all, estimate_flow
from tumen.case.answer import Check
from tumen.case.articles import CheckOptions, check_article
from tumen.case.rows import Rows
from tumen.case.settled import settling, unsettling
from tumen.codebook.case_pack import CasePack
from tumen.codebook.document import Capture, Document, Problem
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Entry, Extraction, Extractor, Status
from tumen.codebook.estimate import Estimate
from tumen.codebook.exchange import Exchange
from tumen.codebook.flow import Flow, find_flows
from tumen.codebook.settlement import Settlement
from tumen.codebook.source import Origins
from tumen.codebook.table import Table, parse_table
from tumen.codebook.view import View
from tumen.codebook.wire import claim_fields, parse_claim
from tumen.errors import RefusedCommand, UnknownName, UnreadableDocument, WrongUse
from tumen.fetching.files import capture_file
from tumen.fetching.web import fetch, is_address
from tumen.ledger.decide import AddDocument, Command, Dismiss, Edit, Import, Join, Open, Resolve, Review, same_content
from tumen.ledger.events import Event, Read
from tumen.ledger.view import MemoryView, known_by
from tumen.packs import SHIPPED, load_pack
from tumen.reading import read, read_feed
from tumen.stores.captures import keep_capture
from tumen.stores.sqlite import SqliteLedger
from tumen.stores.view import SqliteView
from tumen.tracing import Parties, trace

LEDGER_FILE = "ledger.sqlite"
CAPTURES_FOLDER = "captures"


class Case:
    """A case in a folder, or (``folder`` None) the shipped one in memory, which can be asked but not changed."""

    def __init__(self, pack: CasePack, folder: Path | None = None, ledger: SqliteLedger | None = None) -> None:
        """Hold the pack and the ledger; use `open_case`, `new_case` or `shipped_case` to have one."""
        self.pack = pack
        self.folder = folder
        self._ledger = ledger

    def __repr__(self) -> str:
        return f"<Case {self.pack.id}: {self.view().record().claims} claims, {self.folder or 'shipped'}>"

    @cached_property
    def extractor(self) -> Extractor:
        """The extractor; its language parts are loaded when it is first asked for."""
        from tumen.extracting import OfflineExtractor

        return OfflineExtractor(self.pack)

    @cached_property
    def parties(self) -> Parties:
        """The pack's bodies and persons, read once."""
        return Parties.of(self.pack)

    @property
    def ledger(self) -> SqliteLedger:
        """The ledger.

        Raises:
            WrongUse: the case is the shipped one, which nobody can change.
        """
        if self._ledger is None:
            raise WrongUse("the shipped case", "cannot be changed", "Make one of your own: tumen new DIR")
        return self._ledger

    # What is asked

    def view(self, *, recorded_by: datetime | None = None, with_suggested: bool = False) -> View:
        """Return the ledger now, or as its events stood at a time; suggested entries count only where asked for."""
        if self._ledger is None:
            if recorded_by is not None:
                reason = "has no events, so nothing can be asked as recorded by a time"
                raise WrongUse("the shipped case", reason, "Make one of your own: tumen new DIR")
            return self._shipped_view
        if recorded_by is None:
            return SqliteView(self._ledger, self.pack, self._trace, with_suggested=with_suggested)
        state = self._ledger.state(recorded_by)
        standing = (entry for entry in state.entries.values() if entry.id not in state.superseded)
        return MemoryView(
            standing,
            self.pack,
            lambda entries, pack: trace(entries, pack, reviewed=state.joins),
            last_event=state.last_hash,
            with_suggested=with_suggested,
        )

    @cached_property
    def _shipped_view(self) -> MemoryView:
        entries = parse_table(self.pack.claims_csv, name=f"{self.pack.id}/claims.csv").entries
        return MemoryView(entries, self.pack, trace)

    def _trace(self, exchange: Exchange) -> Origins:
        return trace(exchange.entries, self.pack, reviewed=self.ledger.joins())

    def entry(self, prefix: str) -> Entry:
        """Return the entry with an id, or the one whose id starts with it.

        Raises:
            UnknownName: there is none, or several.
        """
        view = self.view(with_suggested=True)
        exact = view.entry(prefix)
        if exact is not None:
            return exact
        entries = view.entries() if self._ledger is None else self._ledger.starting_with(prefix)
        found = [entry for entry in entries if entry.id.startswith(prefix)]
        if len(found) == 1:
            return found[0]
        reason = f"fits {len(found)} entries" if found else "no such entry on record"
        raise UnknownName(prefix, reason, "`tumen claims` lists them with their ids")

    def history(self, entry_id: str) -> tuple[Event, ...]:
        """Return the events that touched an entry, in order."""
        return tuple(event for event in self.ledger.events() if entry_id in _touched(event))

    def versions(self, address: str) -> tuple[Read, ...]:
        """Return the versions of a document, oldest first, by its address, name or id."""
        return tuple(read for read in self.ledger.documents() if address in (read.url, read.name, read.document))

    def check(
        self,
        article: str | Path | Document,
        *,
        published: str | None = None,
        known_at: date | None = None,
        claims: Sequence[Entry] | None = None,
        with_suggested: bool = False,
    ) -> Check:
        """Return the verdicts on an article: a path, an address, a text of more than one line, or a document.

        ``published`` dates an article without a date of its own; ``claims`` are used instead of what is read.

        Raises:
            UnreadableDocument: no text can be had from it.
        """
        doc, document = self._article(article)
        if document.published is None and published is not None:
            document = replace(document, published=Edtf.parse(published))
        options = CheckOptions(known_at=known_at, with_suggested=with_suggested)
        return Check(check_article(self, doc, document, claims=claims, options=options))

    def estimate(self, flow: str, *, as_of: date | None = None, known_at: date | None = None) -> Estimate:
        """Return the estimate of the flow that the text names (see `tumen.case.amounts` for more to ask)."""
        return estimate_flow(self, flow, Asked(as_of=as_of, known_at=known_at))[0]

    def estimates(self, *, as_of: date | None = None, known_at: date | None = None) -> Rows:
        """Return the estimates of all flows as rows."""
        found = estimate_all(self, Asked(as_of=as_of, known_at=known_at))
        return Rows(
            [
                {
                    "flow": str(one.flow),
                    "low": one.low,
                    "middle": one.middle,
                    "high": one.high,
                    "distinct_claims": one.distinct_claims,
                    "effective_origins": one.effective_origins,
                }
                for one in found
            ]
        )

    def claims(self, flow: str = "", *, known_at: date | None = None, with_suggested: bool = False) -> Rows:
        """Return the claims that count as rows, all or those of the flows that the text may mean."""
        view = self.view(with_suggested=with_suggested)
        wanted = set(find_flows(flow, view.flows())) if flow else None
        return Rows(
            [
                {
                    "id": entry.id,
                    "published": entry.report.published.text if entry.report.published else None,
                    "publisher": entry.report.publisher,
                    "flow": str(Flow.of(entry.claim)),
                    **claim_fields(entry.claim),
                }
                for entry in view.entries()
                if known_by(entry, known_at) and (wanted is None or Flow.of(entry.claim) in wanted)
            ]
        )

    def _article(self, article: str | Path | Document) -> tuple[str, Document]:
        if isinstance(article, Document):
            return article.title or article.id, article
        text = str(article)
        if is_address(text):
            return text, read(fetch(text))
        if "\n" in text:
            return "text", read(Capture(name="text.md", content=text.encode()))
        return Path(text).stem, read(capture_file(Path(text)))

    # What changes it

    def do(self, command: Command, *, by: str, reason: str = "", at: datetime | None = None) -> tuple[Event, ...]:
        """Carry a command out and return its events, once they are on disk."""
        return self.ledger.do(command, by=by, at=at or datetime.now(UTC), reason=reason)

    def add(
        self, capture: Capture, *, by: str
    ) -> tuple[tuple[tuple[Document, Extraction, tuple[Event, ...]], ...], tuple[Problem, ...]]:
        """Read a capture, keep its bytes and propose its claims; one row a document (a feed has several).

        The second part names entries of a feed that could not be read.

        Raises:
            UnreadableDocument: no text can be had from it.
        """
        documents, problems = read_feed(capture)
        if not documents and problems:
            raise UnreadableDocument(problems[0].place, problems[0].reason, problems[0].advice)
        if self.folder is not None:
            keep_capture(self.folder / CAPTURES_FOLDER, capture)
        rows: list[tuple[Document, Extraction, tuple[Event, ...]]] = []
        address = _file_address(capture) if len(documents) == 1 else None  # entries of a feed are no versions of it
        for document in documents:
            addressed = document if document.url else replace(document, url=address)
            extraction = self.extractor.extract(addressed)
            command = AddDocument(name=capture.name, document=addressed, entries=extraction.entries)
            rows.append((addressed, extraction, self.do(command, by=by)))
        return tuple(rows), problems

    def add_table(self, content: str, *, name: str, by: str) -> tuple[Table, tuple[Event, ...]]:
        """Take in a CSV of claims in the codebook's form: good rows go in, bad rows come back to mend."""
        table = parse_table(content, name=name)
        entries: list[Entry] = []
        problems: list[Problem] = list(table.problems)
        for entry in table.entries:
            known = self.ledger.entry(entry.id)
            if known is not None and not same_content(known, entry):
                reason = "is on record with another content"
                problems.append(Problem(place=f"{name}, id {entry.id}", reason=reason, advice="Give it another id"))
            else:
                entries.append(entry)
        events = self.do(Import(entries=tuple(entries)), by=by)
        return replace(table, entries=tuple(entries), problems=tuple(problems)), events

    def review(self, ids: Sequence[str], status: Status, *, by: str, reason: str) -> tuple[Event, ...]:
        """Accept or reject entries; ids may be shortened."""
        found = tuple(self._any_entry(key).id for key in ids)
        return self.do(Review(ids=found, status=status), by=by, reason=reason)

    def edit(self, entry_id: str, changes: dict[str, object], *, by: str, reason: str) -> tuple[Event, ...]:
        """Correct fields of an entry's claim.

        Raises:
            InvalidClaim: a field then holds what the codebook does not allow.
            RefusedCommand: there is no such field.
        """
        entry = self._any_entry(entry_id)
        fields = claim_fields(entry.claim)
        unknown = sorted(set(changes) - {*fields, "per", "direction", "outcome"})
        if unknown:
            raise RefusedCommand(unknown[0], "is no field of a claim", "One of " + ", ".join(fields))
        claim = parse_claim({**fields, **changes})
        return self.do(Edit(entry_id=entry.id, claim=claim), by=by, reason=reason)

    def dismiss(self, article: str, claim: str, *, by: str, reason: str) -> tuple[Event, ...]:
        """Set aside the verdict on a claim of an article; it stays so in the next check."""
        return self.do(Dismiss(article=article, claim=claim), by=by, reason=reason)

    def join(self, first: str, second: str, *, joined: bool, by: str, reason: str) -> tuple[Event, ...]:
        """Say that two entries are one claim, or that they are not."""
        command = Join(first=self._any_entry(first).id, second=self._any_entry(second).id, joined=joined)
        return self.do(command, by=by, reason=reason)

    def resolve(self, contradiction: str, *, resolved: bool, by: str, reason: str) -> tuple[Event, ...]:
        """Settle a contradiction, or open it again."""
        return self.do(Resolve(contradiction=contradiction, resolved=resolved), by=by, reason=reason)

    def settle(
        self, flow: str, value: float, *, on: date | None = None, published: date | None = None, by: str, reason: str
    ) -> tuple[Event, ...]:
        """Record what the flow that the text names came to, by a value that all sides accept.

        ``published`` is the day from which it was public (None: today), ``on`` the day that it is of (None: that day).

        Raises:
            UnknownName: no flow, or several, fit the text.
            RefusedCommand: the value is no amount over nothing, or was public before its day; or there is no reason.
        """
        return self.do(settling(self, flow, value, on=on, published=published), by=by, reason=reason)

    def unsettle(self, flow: str, *, on: date | None = None, by: str, reason: str) -> tuple[Event, ...]:
        """Withdraw the value that was recorded for a flow on a day; the only one of the flow where no day is named."""
        return self.do(unsettling(self, flow, on=on), by=by, reason=reason)

    def settlements(self, *, recorded_by: datetime | None = None) -> tuple[Settlement, ...]:
        """Return the values that all sides accept, by flow and day, now or as recorded by a time."""
        if self._ledger is None:
            return ()
        return self._ledger.settlements() if recorded_by is None else self._ledger.state(recorded_by).settlements()

    def dismissals(self) -> dict[tuple[str, str], str]:
        """Return the reasons for which verdicts were set aside, by article and claim."""
        return self._ledger.dismissals() if self._ledger is not None else {}

    def verify(self) -> int:
        """Return the number of events, all of which follow from one another (see `SqliteLedger.verify`)."""
        return self.ledger.verify()

    def close(self) -> None:
        """Close the ledger's file."""
        if self._ledger is not None:
            self._ledger.close()

    def _any_entry(self, prefix: str) -> Entry:
        exact = self.ledger.entry(prefix)
        return exact if exact is not None else self.entry(prefix)


def new_case(folder: Path, *, pack: str = SHIPPED, by: str, at: datetime | None = None) -> Case:
    """Make a case in a folder, with the pack's published claims in its ledger.

    Raises:
        WrongUse: the folder holds a case already.
    """
    if (folder / LEDGER_FILE).exists():
        raise WrongUse(str(folder), "holds a case already", "Name another folder, or use it with --case")
    loaded = load_pack(pack)
    folder.mkdir(parents=True, exist_ok=True)
    ledger = SqliteLedger(folder / LEDGER_FILE)
    case = Case(loaded, folder, ledger)
    case.do(Open(pack=pack), by=by, at=at)
    if loaded.claims_csv:
        case.do(Import(entries=parse_table(loaded.claims_csv, name="claims.csv").entries), by=by, at=at)
    return case


def open_case(folder: str | Path, *, pack: str | None = None) -> Case:
    """Return the case in a folder; one is made there where ``pack`` is given and there is none.

    Raises:
        UnknownName: the folder holds no case.
    """
    folder = Path(folder)
    if not (folder / LEDGER_FILE).is_file():
        if pack is None:
            raise UnknownName(str(folder), "holds no case", f"Make one: tumen new {folder}")
        return new_case(folder, pack=pack, by="python")
    ledger = SqliteLedger(folder / LEDGER_FILE)
    return Case(load_pack(ledger.pack), folder, ledger)


def shipped_case(pack: str = SHIPPED) -> Case:
    """Return a shipped case, in memory: it can be asked but not changed."""
    return Case(load_pack(pack))


def as_known_at(published: date | None, given: date | None) -> date | None:
    """Return the date by which a check must have been published: the one given, else the article's own."""
    return given or published


def _touched(event: Event) -> tuple[str, ...]:
    body = event.body
    entry = getattr(body, "entry", None)
    if isinstance(entry, Entry):
        return (entry.id,)
    names = ("entry_id", "by_entry", "first", "second", "claim")
    return tuple(str(value) for name in names if isinstance(value := getattr(body, name, None), str))


def _file_address(capture: Capture) -> str | None:
    """A file read again from the same place is a new version of the same document."""
    return Path(capture.name).resolve().as_uri() if capture.url is None and capture.name != "-" else None
