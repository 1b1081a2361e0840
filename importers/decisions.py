"""What people decide of proposals: accept, reject, undo, take out to a file and play again.

A decision is an office record: a `Document` of its own whose one edition claims the proposal's new status and, where it was accepted,
joins the two names or states the relation. So a merge moves every fact with its evidence by the fold alone, and taking the decision back
leaves the graph as it was, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from graph.editions import Edition
from graph.errors import BadFile, UnknownSubject, UsageError
from graph.facts import Claim, Stating, Value
from graph.model.labels import BY_NAME, label_of
from graph.model.relationships import BY_TYPE, fits
from graph.model.values import ACCEPTED, OPEN, REJECTED, is_date
from graph.store import Row, Store
from importers.batch import Batch, Origin, Report, SourceRow
from importers.load import import_batch, undo
from importers.proposals import NAME, Proposal, proposal_of

_PROPOSAL = "MATCH (n:Entity {id: $id}) WHERE n:Proposal AND n.hidden IS NULL RETURN properties(n) AS properties"
_BEGINS = "MATCH (n:Proposal) WHERE n.id STARTS WITH $id AND n.hidden IS NULL RETURN properties(n) AS properties ORDER BY n.id LIMIT 2"
_NODES = """MATCH (n:Entity) WHERE n.id IN $ids OR any(item IN n.former_ids WHERE item IN $ids)
RETURN n.id AS id, labels(n) AS labels, n.former_ids AS former_ids, n.document AS document, n.locator AS locator, n.date AS date,
       n.name AS name ORDER BY id"""
_DECIDED = """MATCH (n:Proposal) WHERE n.hidden IS NULL AND n.status IN ['accepted', 'rejected']
RETURN properties(n) AS properties ORDER BY n.id"""
_RUN_OF = "MATCH (n:ImportRun) WHERE n.source = $source AND n.status = 'done' RETURN n.id AS run ORDER BY n.started DESC LIMIT 1"
_SHEET = "review"
_KEPT = ("asks", "relation", "left", "right", "stating", "passage", "document")
"""What a decision repeats of its proposal: it still says what was decided when the run that asked is taken back."""


class Decision(NamedTuple):
    """What somebody decided of one proposal; `when` is an ISO day."""

    proposal: str
    verdict: str
    """`accepted` or `rejected`."""
    who: str
    when: str
    why: str


class Conflict(NamedTuple):
    """A decision of a file that could not be played: why."""

    decision: Decision
    reason: str


class Replayed(NamedTuple):
    """What playing a file of decisions did."""

    played: list[Decision]
    known: list[Decision]
    """Decided so already."""
    waiting: list[Decision]
    """Nothing that was imported asks this yet."""
    conflicts: list[Conflict]


def source_of(proposal: str) -> str:
    """Id of the office record that holds the decision of a proposal.

    >>> source_of("run/proposal-0123456789abcdef0123")
    'paper/office-record/review/0123456789abcdef0123'
    """
    return f"paper/office-record/review/{proposal.rpartition('-')[2]}"


def read_proposal(store: Store, proposal: str) -> dict[str, Any]:
    """The stored properties of a proposal, by its id or the first letters of its hash; raises `UnknownSubject`."""
    wanted = proposal if proposal.startswith("run/proposal-") else f"run/proposal-{proposal}"
    found = store.read(_PROPOSAL, {"id": wanted})
    if not found:
        begins = (
            "MATCH (n:Proposal) WHERE n.id STARTS WITH $id AND n.hidden IS NULL RETURN properties(n) AS properties ORDER BY n.id LIMIT 3"
        )
        found = store.read(begins, {"id": wanted})
    if len(found) != 1:
        what = "names several proposals" if found else "is no proposal"
        raise UnknownSubject(f"{proposal!r} {what}.", hint="`landscape review list` shows them with their ids")
    properties: dict[str, Any] = found[0]["properties"]
    return properties


def decide(store: Store, decision: Decision, *, now: Callable[[], datetime]) -> Report:
    """Accept or reject one open proposal.

    Raises `UnknownSubject`, and `UsageError` where it was decided already or cannot be accepted as it stands.
    """
    properties = read_proposal(store, decision.proposal)
    decision = decision._replace(proposal=properties["id"])
    if properties["status"] != OPEN:
        said = f"{properties['status']} by {properties.get('decided_by', '')} on {properties.get('decided_on', '')}"
        raise UsageError(f"{properties['id']} was {said} already.", hint=f"landscape review undo {properties['id']}, then decide it again")
    return import_batch(store, _batch(store, properties, decision), now=now)


def take_back(store: Store, proposal: str, *, now: Callable[[], datetime]) -> Report:
    """Take back what was decided of a proposal: it is open again, and the graph as it was before.

    Raises `UnknownSubject`, and `UsageError` where it is open.
    """
    properties = read_proposal(store, proposal)
    found = store.read(_RUN_OF, {"source": source_of(properties["id"])})
    if properties["status"] == OPEN or not found:
        raise UsageError(f"Nobody has decided {properties['id']} here.", hint="`landscape review list` shows what is open")
    return undo(store, found[0]["run"], now=now)


def decisions(store: Store) -> list[Row]:
    """Every decision, as the lines of a file that `replay` reads."""
    lines = []
    for row in store.read(_DECIDED):
        found = row["properties"]
        lines.append(
            {
                "proposal": found["id"],
                "decision": found["status"],
                "who": found.get("decided_by", ""),
                "when": found.get("decided_on", ""),
                "why": found.get("why", ""),
                "asks": found["asks"],
                "left": found["left"],
                "relation": found["relation"],
                "right": found["right"],
            }
        )
    return lines


def read_decisions(text: str, where: str) -> Iterator[Decision]:
    """The decisions of a file of JSON lines; raises `BadFile` with the line that cannot be read."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
            decision = Decision(*(str(found[name]) for name in ("proposal", "decision", "who", "when", "why")))
        except (ValueError, KeyError, TypeError) as error:
            raise BadFile(f"Line {number} is no decision.", where=where, hint="`landscape review export` writes such a file") from error
        if decision.verdict not in (ACCEPTED, REJECTED) or not is_date(decision.when):
            hint = "a decision is accepted or rejected; when is a date, such as 2026-11-22"
            raise BadFile(f"Line {number} is no decision: {decision.verdict!r}, {decision.when!r}.", where=where, hint=hint)
        yield decision


def replay(store: Store, file: Iterable[Decision], *, now: Callable[[], datetime]) -> Replayed:
    """Play decisions again: the open ones are decided so, those decided otherwise are conflicts, the rest waits for an import."""
    done = Replayed([], [], [], [])
    for decision in file:
        try:
            properties = read_proposal(store, decision.proposal)
        except UnknownSubject:
            done.waiting.append(decision)
            continue
        if properties["status"] == decision.verdict:
            done.known.append(decision)
        elif properties["status"] != OPEN:
            by = f"{properties['status']} by {properties.get('decided_by', '')} on {properties.get('decided_on', '')}"
            done.conflicts.append(Conflict(decision, f"it was {by} here"))
        else:
            try:
                decide(store, decision, now=now)
            except UsageError as error:
                done.conflicts.append(Conflict(decision, str(error)))
            else:
                done.played.append(decision)
    return done


def _batch(store: Store, properties: dict[str, Any], decision: Decision) -> Batch:
    proposal = proposal_of(properties)
    source = source_of(proposal.id)
    record: dict[str, Any] = {"title": "Decision of a review", "date": decision.when, "recorded_by": decision.who}
    itself = Claim(id=source, labels=("Document",), name=f"Decision on {proposal.name}", kind="office record", extra=record, source=source)
    kept: dict[str, Any] = {
        name: properties[name] for name in ("asks", "relation", "left", "right", "stating", "passage", "document") if name in properties
    }
    status = {"status": decision.verdict, "decided_by": decision.who, "decided_on": decision.when, "why": decision.why}
    decided = Claim(id=proposal.id, labels=("Proposal",), name=proposal.name, extra={**kept, **status}, source=source)
    claims: list[Claim] = [decided]
    statings: list[Stating] = []
    if decision.verdict == ACCEPTED:
        more, statings = _joined(store, proposal, source) if proposal.asks == NAME else _stated(store, proposal, source)
        claims += more
    elif proposal.asks == NAME:
        statings = [_two(store, proposal, source, decision.when)]
    digest = hashlib.sha256(json.dumps(decision, ensure_ascii=False).encode()).hexdigest()
    row = SourceRow(Origin("review", _SHEET, 1), tuple(claims), tuple(statings))
    return Batch(itself, Edition(decision.when, 1, digest[:12]), digest, (row,))


def _ends(store: Store, *ids: str) -> dict[str, Row]:
    """Stored entities by each of these ids that they answer to; raises `UsageError` for one that is not there."""
    found = {item: row for row in store.read(_NODES, {"ids": list(ids)}) for item in (row["id"], *(row["former_ids"] or ()))}
    for item in ids:
        if item not in found:
            raise UsageError(f"{item} is not in the store any more.", hint="import its source again, or reject the proposal")
    return found


def _joined(store: Store, proposal: Proposal, source: str) -> tuple[list[Claim], list[Stating]]:
    found = _ends(store, proposal.left, proposal.right)
    left, right = found[proposal.left], found[proposal.right]
    labels = label_of(left["labels"]), label_of(right["labels"])
    if left["id"] == right["id"]:
        raise UsageError(f"{proposal.left} and {proposal.right} are one entity already.", hint="reject the proposal, or leave it")
    if BY_NAME[labels[0]].prefix != BY_NAME[labels[1]].prefix:
        raise UsageError(f"A {labels[0]} and a {labels[1]} cannot be one thing.", hint="reject the proposal")
    # Rank 3: who joins two ids has not printed either, so the decision does not choose which of them shows.
    joined = Claim(id=proposal.right, ids=((3, proposal.right), (3, proposal.left)), labels=(labels[1],), source=source)
    return [joined], []


def _two(store: Store, proposal: Proposal, source: str, when: str) -> Stating:
    """That the two are not one: it hides the relation which asks, in this import and in every later one."""
    _ends(store, proposal.left, proposal.right)
    start, end = sorted((proposal.left, proposal.right))
    verdict: dict[str, Value] = {"verdict": REJECTED}
    return Stating(type="POSSIBLY_SAME_AS", start=start, end=end, passage="", document=source, date=when, carried=verdict, source=source)


def _stated(store: Store, proposal: Proposal, source: str) -> tuple[list[Claim], list[Stating]]:
    said = proposal.stating
    if said is None:
        raise UsageError("The proposal says no relation.", hint="import its source again")
    found = _ends(store, said.start, said.end, said.passage, said.document)
    start, end = (label_of(found[item]["labels"]) for item in (said.start, said.end))
    kind = BY_TYPE[said.type]
    if not fits(kind.start, start, other=end) or not fits(kind.end, end, other=start):
        raise UsageError(f"{kind.name} cannot stand between a {start} and a {end}.", hint="reject it, and `landscape record` what is so")
    row = found[said.passage]
    extra = {name: row[name] for name in ("document", "locator", "date") if row[name]}
    # The decision holds its passage too: taking back the run that read the paper must not leave the fact without its evidence.
    passage = Claim(id=said.passage, labels=("Passage",), name=row["name"], extra=extra, source=source)
    order = Stating(
        type="FROM_DOCUMENT", start=said.passage, end=said.document, passage="", document=said.document, date=said.date, source=source
    )
    return [passage], [order, said.model_copy(update={"source": source})]
