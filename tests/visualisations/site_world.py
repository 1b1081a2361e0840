"""A made landscape as the rows that a site is built from, with every kind of fact and mark; and one with hostile text everywhere."""

from __future__ import annotations

from typing import Any

from graph.answer import Answer, AnswerRow, Evidence, Note, NoteCode
from visualisations.site.build import Asked, Contents, landscape
from visualisations.site.landscape import Frame, Landscape
from visualisations.spec import Item, Link, MapSpec

AS_OF = "2024-06-30"
PAPER, OLD = "paper/board/2023-03-15/item-1", "paper/board/2016-08"


def entity(item: str, name: str, label: str, family: str, **more: Any) -> dict[str, Any]:
    plain = {"kind": "", "code": "", "description": "", "note": "", "names": [], "identifiers": [], "former_ids": []}
    return {
        **plain,
        "unnamed": False,
        "unreviewed": False,
        "is_class": False,
        "id": item,
        "name": name,
        "label": label,
        "family": family,
        **more,
    }


def fact(
    kind: str, start: str, end: str, *, at: str = "para-1", paper: str = PAPER, stated: str = "2023-03-15", **more: Any
) -> dict[str, Any]:
    earlier, literal = more.pop("earlier", False), more.pop("literal", "")
    properties = {"standing": "stated", "modality": "in force", **more}
    key = more.pop("key", f"{kind.lower()}-{start}-{end}-{at}-{len(str(more))}")
    return {
        "key": key, "type": kind, "from": start, "to": end, "properties": properties, "literal": literal, "evidence": [f"{paper}/{at}"],
        "last_stated": stated, "earlier": earlier,
    }  # fmt: skip


def said(item: str, name: str, value: str, **more: Any) -> dict[str, Any]:
    at = more.get("at", "para-1")
    return fact("STATED_IN", item, f"{more.get('paper', PAPER)}/{at}", property=name, value_text=value, literal=value, **more)


def passage(paper: str, place: str, **more: Any) -> dict[str, Any]:
    return {"id": f"{paper}/{place}", "document": paper, "locator": place.replace("-", " "), "date": "", "wording": None, **more}


def paper(item: str, name: str, date: str, **more: Any) -> dict[str, Any]:
    plain = {
        "kind": "report",
        "date_basis": "of the meeting",
        "url": "",
        "licence": "",
        "description": "",
        "note": "",
        "body": "",
        "author": "",
    }
    return {**plain, "id": item, "name": name, "date": date, "names": [], **more}


BOARD, PANEL, POST, GROUP, ACTION, FUND = (
    "body/board-1", "body/panel-1", "post/board-1/chair", "body/group-1", "work/plan-1/v4", "money/fund-1",
)  # fmt: skip
CLASS, ACT, DUTY, PLACE, MEETING, SYSTEM, PERSON = (
    "body/groups", "law/act-1", "law/act-1/duty-1", "place/county", "meeting/board-1/2023-03-15", "thing/system-1", "person/person-1",
)  # fmt: skip


def county() -> Landscape:
    """A board, a panel, a group and what stands around them."""
    entities = [
        entity(
            BOARD,
            "Board One",
            "Board",
            "Body",
            names=["The Board", "Bürd"],
            description="Meets in public.",
            former_ids=["body/old"],
            note="Draft.",
        ),
        entity(PANEL, "Panel One", "Board", "Body", kind="panel"),
        entity(POST, "Chair of Board One", "Role", "Holder"),
        entity(PERSON, "Person 1", "Person", "Holder", unreviewed=True),
        entity(GROUP, "Group One", "DeliveryGroup", "Body"),
        entity(CLASS, "All groups", "DeliveryGroup", "Body", is_class=True),
        entity(ACTION, "V4 Right care", "PriorityAction", "Work", code="V4"),
        entity(FUND, "Fund One", "Fund", "Money", unnamed=True),
        entity(ACT, "Act One", "Statute", "Law", identifiers=["uk:1998/37"]),
        entity(DUTY, "Duty One", "Duty", "Law", kind="duty"),
        entity(PLACE, "County", "Area", "Place"),
        entity(MEETING, "Board One, 15 March 2023", "Meeting", "Time"),
        entity(SYSTEM, "System One", "System", "Thing"),
        entity("work/nothing", "Nothing said", "Programme", "Work"),
    ]
    contradicted = {"standing": "contradicted"}
    facts = [
        fact("HOLDS_TO_ACCOUNT", PANEL, BOARD, key="hold", contradicts=["not"], **contradicted),
        fact("DOES_NOT_HOLD_TO_ACCOUNT", PANEL, BOARD, key="not", contradicts=["hold"], at="para-2", **contradicted),
        fact("SCRUTINISES", PANEL, BOARD, frequency="quarterly", provision="s. 28", at="para-10"),
        fact("OVERSEES", BOARD, GROUP, at="para-2"),
        fact("REPORTS_TO", GROUP, BOARD, stated="2016-08", paper=OLD, at="row-v4"),
        fact("CONVENES", BOARD, GROUP, modality="planned", valid_from="2024-01-01", valid_from_text="January 2024"),
        fact("CHAIRS", PERSON, BOARD, earlier=True, stated="2016-08", paper=OLD, at="row-v4", said_by=POST),
        fact("CHAIRS", POST, BOARD, capacity="vice"),
        fact("MEMBER_OF", PERSON, BOARD),
        fact("HOLDS", PERSON, POST),
        fact("POST_IN", POST, BOARD),
        fact("ACCOUNTABLE_FOR", PERSON, ACTION),
        fact("LEADS", GROUP, ACTION, modality="proposed", about=[FUND]),
        fact("CONTRIBUTES_TO", BOARD, ACTION, standing="inferred", rule="same-paragraph"),
        fact("INSTANCE_OF", GROUP, CLASS),
        fact("HAS_DUTY", GROUP, DUTY, standing="inferred", rule="member-of-class", by_class=CLASS, by_class_evidence=[f"{PAPER}/para-2"]),
        fact("IMPOSED_BY", DUTY, ACT, provisions=["s. 5", "s. 6"]),
        fact("FUNDS", FUND, ACTION, amount_text="£5,000", qualifier="up to", share="some"),
        fact("COVERS", BOARD, PLACE, valid_to="2020"),
        fact("MEETING_OF", MEETING, BOARD),
        fact("DECIDED", BOARD, ACTION, decision="approved", date="2023-03-15"),
        fact("USES", GROUP, SYSTEM),
        said(ACTION, "state", "Amber"),
        said(ACTION, "state", "Green", paper=OLD, at="row-v4", stated="2016-08"),
        said(ACTION, "due", "lost", at="para-2"),
        said(BOARD, "name", "The Board", paper=OLD, at="row-v4", stated="2016-08"),
        said(BOARD, "denial", f"LEADS:{ACTION}"),
        fact("MENTIONED_IN", SYSTEM, f"{PAPER}/para-10", at="para-10"),
        fact("POSSIBLY_SAME_AS", BOARD, PANEL, reason="near"),
    ]
    passages = [passage(PAPER, place) for place in ("para-1", "para-10", "para-2", "para-3")] + [
        passage(OLD, "row-v4", wording="As printed <b>.")
    ]
    papers = [
        paper(PAPER, "Item 1: Delivery", "2023-03-15", body=BOARD, author=POST, note="marked as a draft"),
        paper(OLD, "Matrix", "2016-08", kind="matrix", licence="OGL-UK-3.0", url="https://example.org/matrix"),
        paper("paper/register/made", "Made register", "", kind="register"),
    ]
    return landscape(Frame("Made & County", AS_OF, "OFFICIAL", left_out=("Nothing much.",)), entities, facts, passages, papers)


def answer(*, hostile: str = "") -> Answer:
    words = hostile or "Group One"
    values = {"role": "leads", "owner": words, "owner_id": GROUP, "also": [words, "Board One"], "also_id": [GROUP, BOARD], "change": words}
    row = AnswerRow(
        values=values,
        evidence=(f"{PAPER}/para-1",), standing="stated", modality="planned", said_by=words, said_by_id=POST, last_stated="2023-03-15",
    )  # fmt: skip
    known = {f"{PAPER}/para-1": Evidence(document=PAPER, title=words, date="2023-03-15", locator="para 1")}
    notes = (Note(code=NoteCode.STALE, sentence=f"{words} is stale."),)
    columns = ("role", "owner", "owner_id", "also", "also_id", "change")
    return Answer(question="owners", as_of=AS_OF, columns=columns, rows=(row,), evidence=known, notes=notes)


def drawn(*, hostile: str = "") -> MapSpec:
    name = hostile or "Board One"
    items = (
        Item(id=BOARD, name=name, label="Board", family="Body", level=0),
        Item(id=GROUP, name="Group One", label="DeliveryGroup", family="Body", level=1),
    )
    links = (Link(key="o", from_id=BOARD, to_id=GROUP, type="OVERSEES", phrase="oversees", phrase_back="overseen by"),)
    return MapSpec(title="Governance", question="Who?", as_of=AS_OF, levels=("Boards", "Groups"), items=items, links=links)


def contents(*, hostile: str = "") -> Contents:
    words = hostile or "who is accountable"
    return Contents(
        questions=(
            Asked(
                "owners", words, "1 subject", ("role", "owner"), (), words, f"MATCH (n) // {words}", (((ACTION,), answer(hostile=hostile)),)
            ),
            Asked("gaps", "what is missing", "no subject", given=(((), Answer(question="gaps", as_of=AS_OF, columns=("finding",))),)),
        ),
        maps=(("governance", drawn(hostile=hostile)),),
        changes=(("2016-08", "2023-03-15", answer(hostile=hostile)),),
        checks=answer(hostile=hostile).model_copy(update={"columns": ("rule", "owner", "owner_id")}),
        licences=("OGL-UK-3.0",),
    )


def hostile(texts: list[str]) -> Landscape:
    """Every text of every row is one of these, ids too; ends and passages stay joined up."""
    entities, facts, passages, papers = [], [], [], []
    kinds = (("Board", "Body"), ("Role", "Holder"), ("Plan", "Work"), ("Fund", "Money"))
    for at, words in enumerate(texts):
        label, family = kinds[at % len(kinds)]
        item, following, document = f"body/{words}", f"body/{texts[(at + 1) % len(texts)]}", f"paper/{words}"
        rest = dict.fromkeys(("kind", "code", "description", "note"), words)
        entities.append(entity(item, words, label, family, names=[words, f"x {words}"], identifiers=[words], former_ids=[words], **rest))
        papers.append(paper(document, words, "2023-01-01", **dict.fromkeys(("kind", "date_basis", "url", "licence", "note"), words)))
        passages.append(passage(document, words, locator=words, wording=words))
        names = ("capacity", "frequency", "provision", "scope", "amount_text", "state", "rule", "modality", "valid_from_text")
        carried = dict.fromkeys(names, words)
        facts.append(
            fact(
                "OVERSEES",
                item,
                following,
                at=words,
                paper=document,
                key=f"o-{words}",
                said_by=following,
                about=[item],
                standing="inferred",
                **carried,
            )
        )
        facts.append(said(item, words, words, at=words, paper=document, key=f"s-{words}"))
        facts.append(said(item, "name", words, at=words, paper=document, key=f"n-{words}"))
        facts.append(said(item, "denial", f"LEADS:{words}", at=words, paper=document, key=f"d-{words}"))
    first = texts[0]
    return landscape(Frame(first, AS_OF, first, with_wording=True, left_out=tuple(texts)), entities, facts, passages, papers)


def large(number: int) -> Landscape:
    """So many bodies in a tree of five, each with one fact and one paragraph of its own in a paper of fifty."""
    entities = [entity(f"body/b{at}", f"Body {at}", "Organisation", "Body") for at in range(number)]
    facts = [fact("REPORTS_TO", f"body/b{at}", f"body/b{at // 5}", at=f"para-{at}", paper=f"paper/p{at // 50}") for at in range(1, number)]
    passages = [passage(f"paper/p{at // 50}", f"para-{at}") for at in range(number)]
    papers = [paper(f"paper/p{at}", f"Paper {at}", "2023-01-01") for at in range(number // 50 + 1)]
    return landscape(Frame("Large", AS_OF), entities, facts, passages, papers)
