"""The reference page of the model, `docs/model.md`, derived from the declarations: pure. `make docs` writes it, a test finds it stale."""

from __future__ import annotations

import doctest
import inspect
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from types import ModuleType
from typing import Any

from graph import timeline
from graph.model import ids
from graph.model.labels import COLLECTIVE, ENTITY, LABELS, RESPONSIBLE_AUTHORITY, RESPONSIBLE_CLASS, Family
from graph.model.properties import CARRIED_PROPERTIES, FACT_PROPERTIES, NODE_PROPERTIES, Property
from graph.model.relationships import TYPES, Ends, Type
from graph.model.values import LITERALS, SHARES, SINGLE_LITERALS, Modality, Standing

DERIVED = "<!-- Derived by `make docs`; a change made here by hand is lost, and a test fails until it is. -->"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars inside cells are escaped.

    >>> print(table(["a", "b"], [["1", "x"]]))
    | a | b |
    | --- | --- |
    | 1 | x |
    """
    lines = [list(headings), ["---"] * len(headings), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def page(title: str, *blocks: str) -> str:
    """A derived Markdown page: the title, the line that says so, then the blocks with an empty line between them."""
    return "\n\n".join((f"# {title}", DERIVED, *blocks)) + "\n"


def code(*words: str) -> str:
    """Words as code, with commas between them."""
    return ", ".join(f"`{word}`" for word in words)


def model_page() -> str:
    """The text of `docs/model.md`."""
    return page(
        "The model",
        "Every name that a query, a register or a map may use. It is declared once, in [graph/model](../graph/model): "
        "[labels](../graph/model/labels.py), [relationships](../graph/model/relationships.py), "
        "[properties](../graph/model/properties.py), [values](../graph/model/values.py) and [ids](../graph/model/ids.py). "
        "The lists are closed: adding to them needs a [decision](decisions).",
        *_words(),
        *_labels(),
        *_relationships(),
        *_literals(),
        *_properties(),
        *_ids_and_keys(),
        *_rules(),
    )


def _words() -> list[str]:
    """Our words for what a fact rests on, in the sense that names of properties have."""
    rows = [
        ["fact", "A relationship as it stands, folded from its statings. A *literal* is a fact too: one `STATED_IN`."],
        ["paper", "What was printed: a `Document`, whole or a dated part of a pack. `sources` of a fact are the ids of its papers."],
        [
            "passage",
            "A place in a paper: a `Passage`. `evidence` of a fact are the ids of its passages; a `locator` says where each stands.",
        ],
        ["register", "A curated list of rows that people fill in. It is a `Document` too, of the kind `register`, and comes in editions."],
        [
            "source",
            "Whose row it is: a register, mostly. `held_by` are the ids of sources; a `source` is never the paper that a row cites.",
        ],
        ["claim", "A source says that an entity exists. A node keeps its `claims`."],
        ["stating", "A source holds that a passage says a fact. A relationship keeps its `statings`."],
        ["run", "One import of one edition of a source: an `ImportRun`. `undo` takes it back."],
    ]
    return ["## Words", table(["word", "what it means here"], rows)]


def _labels() -> list[str]:
    blocks = ["## Nodes", f"Every node carries the label `{ENTITY}` with the unique `id`, and one label that says what it is."]
    for family, members in groupby(LABELS, key=lambda label: label.family):
        rows = [[f"`{label.name}`", f"`{label.prefix}/`", label.says] for label in members]
        blocks += [f"### {family}", table(["label", "ids begin with", "what it is"], rows)]
    second = [
        [f"`{COLLECTIVE}`", 'A class ("the six CSPs"). Counts, gaps and maps leave collectives out.'],
        [f"`{RESPONSIBLE_AUTHORITY}`", f"Derived: `INSTANCE_OF` `{RESPONSIBLE_CLASS}` by the newest list."],
    ]
    return [*blocks, "### Second labels", table(["label", "what it says"], second)]


def _relationships() -> list[str]:
    reading = (
        "Read `from TYPE to` as a sentence from left to right; the way back is how the same fact reads from the right. "
        f"An end is a label or a family ({', '.join(family for family in Family)})."
    )
    blocks = ["## Relationships", reading]
    for group, members in groupby(TYPES, key=lambda item: item.group):
        rows = [[f"`{item.name}`", _sentence(item), item.back, _ends(item.start), _ends(item.end), code(*item.carries)] for item in members]
        blocks += [f"### {group}", table(["type", "left to right", "way back", "from", "to", "carries"], rows)]
    return blocks


def _sentence(item: Type) -> str:
    remarks = []
    if item.one_seat:
        remarks.append("one at a time")
    if item.undirected:
        remarks.append("no direction: the lesser id stands first")
    if item.denies:
        remarks.append(f"denies `{item.denies}`")
    return f"{item.says} ({'; '.join(remarks)})" if remarks else item.says


def _ends(ends: Ends) -> str:
    families = set(Family)
    return ", ".join(str(end) if end in families or end.islower() or " " in end else f"`{end}`" for end in ends)


def _literals() -> list[str]:
    rows = [[f"`{name}`", says + (" One value at a time." if name in SINGLE_LITERALS else "")] for name, says in LITERALS.items()]
    return [
        "## Literal facts",
        "A literal is a fact too: one `STATED_IN` each, with its property, value and evidence. What a `STATED_IN` may be about:",
        table(["property", "what it says"], rows),
    ]


def _properties() -> list[str]:
    closed = [["modality", code(*Modality)], ["standing", code(*Standing)], ["share", f"{code(*SHARES)}, or a number"]]
    return [
        "## Properties of nodes",
        _property_table(NODE_PROPERTIES),
        "## Properties of every relationship",
        _property_table(FACT_PROPERTIES),
        "Closed lists of words:",
        table(["property", "words"], closed),
        "## Properties that some types carry",
        _property_table(CARRIED_PROPERTIES),
    ]


def _property_table(properties: Iterable[Property]) -> str:
    return table(["property", "type", "what it says"], [[f"`{item.name}`", item.kind, item.says] for item in properties])


def _ids_and_keys() -> list[str]:
    return [
        "## How ids and keys are made",
        _docstring(ids),
        "These examples run as tests.",
        *(
            f"### {function.__name__}\n\n{_docstring(function)}{_examples(function)}"
            for function in (ids.fold, ids.slug, ids.make_id, ids.code_ids, ids.passage_id, ids.relationship_key, ids.least_id)
        ),
    ]


def _rules() -> list[str]:
    return [
        "## What the as-of date hides",
        _docstring(timeline) + " The rule is [graph/timeline.py](../graph/timeline.py).",
        "## What counts as an owner",
        "The question `owners` says it once: [queries/shapes/owners.py](../queries/shapes/owners.py).",
        "## What two sources make of one fact",
        "The fold: [graph/fold.py](../graph/fold.py), decided in [0001](decisions/0001-facts-are-folds-of-statings.md).",
        "## What ends a row that a register no longer holds, and what an undo takes back",
        "Its editions: [graph/editions.py](../graph/editions.py), decided in [0004](decisions/0004-registers-have-editions.md).",
    ]


def _docstring(thing: ModuleType | Callable[..., Any]) -> str:
    """The prose of a docstring, without its examples."""
    text = inspect.getdoc(thing) or ""
    paragraphs = [paragraph for paragraph in text.split("\n\n") if not paragraph.lstrip().startswith(">>>")]
    return "\n\n".join(paragraphs).strip()


def _examples(function: Callable[..., Any]) -> str:
    found = doctest.DocTestParser().get_examples(inspect.getdoc(function) or "")
    lines = "\n".join(f">>> {example.source}{example.want}".rstrip() for example in found)
    return f"\n\n```python\n{lines}\n```" if lines else ""
