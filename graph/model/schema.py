"""JSON Schema of what we write for other programs: the lines of `export jsonl`, and an answer as JSON. Pure, derived from the model."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.answer import ROW_COLUMNS, Evidence, Note
from graph.model.labels import BY_NAME, ENTITY, LABELS, SECOND_LABELS, Family
from graph.model.properties import CARRIED_PROPERTIES, FACT_PROPERTIES, NODE_PROPERTIES, Kind, Property
from graph.model.relationships import TYPES, Ends, Type

Schema = dict[str, Any]

_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_VALUES: dict[Kind, Schema] = {
    Kind.TEXT: {"type": "string"},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
    Kind.NUMBER: {"type": "number"},
    Kind.FLAG: {"const": True},
    Kind.DATE: {"type": "string", "pattern": _DATE},
    Kind.DAY: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
}
_STEPS = "(/[a-z0-9~-]+)+$"


def schema() -> Schema:
    """The text of `docs/schema.json` as an object: `#/$defs/line` for a line of the export, `#/$defs/answer` for an answer."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The partnership landscape as JSON",
        "description": "Derived by `make docs`. A line of `export jsonl`, or an answer with `--format json`.",
        "oneOf": [{"$ref": "#/$defs/line"}, {"$ref": "#/$defs/answer"}],
        "$defs": {
            "line": {"oneOf": [{"$ref": "#/$defs/node"}, {"$ref": "#/$defs/relationship"}]},
            "node": _node(),
            "relationship": {"oneOf": [{"$ref": f"#/$defs/types/{item.name}"} for item in TYPES]},
            "types": {item.name: _relationship(item) for item in TYPES},
            "common": {"type": "object", "properties": _properties(FACT_PROPERTIES, without=["key"])},
            "carried": _properties(CARRIED_PROPERTIES),
            "answer": _answer(),
            "note": _plain(Note.model_json_schema()),
            "passage": {**_plain(Evidence.model_json_schema(mode="serialization")), "description": Evidence.__doc__},
        },
    }


def _object(properties: Schema, *, required: Iterable[str] | None = None) -> Schema:
    """An object with these properties and no others; all of them required unless told."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties if required is None else required),
        "properties": properties,
    }


def _properties(items: Iterable[Property], without: Iterable[str] = ()) -> Schema:
    left_out = set(without)
    return {item.name: {"description": item.says, **_VALUES[item.kind]} for item in items if item.name not in left_out}


def _id(prefixes: Iterable[str]) -> Schema:
    return {"type": "string", "pattern": f"^({'|'.join(dict.fromkeys(prefixes))}){_STEPS}"}


def _node() -> Schema:
    names = sorted([ENTITY, *(label.name for label in LABELS), *SECOND_LABELS])
    return _object(
        {
            "node": _id(label.prefix for label in LABELS),
            "labels": {"type": "array", "items": {"enum": names}, "uniqueItems": True, "contains": {"const": ENTITY}},
            "properties": _object(_properties(NODE_PROPERTIES, without=["id"]), required=()),
        }
    )


def _end(ends: Ends) -> Schema:
    """An id that may stand at an end: any id, where the end is `any` or depends on the other one."""
    families = {end: [label.prefix for label in LABELS if label.family == end] for end in Family}
    prefixes: list[str] = []
    for end in ends:
        if end in BY_NAME:
            prefixes.append(BY_NAME[end].prefix)
        elif end in families:
            prefixes += families[Family(end)]
        else:
            return _id(label.prefix for label in LABELS)
    return _id(prefixes)


def _relationship(item: Type) -> Schema:
    carried = {name: {"$ref": f"#/$defs/carried/{name}"} for name in item.carries}
    return {
        "title": item.name,
        "description": f"{item.says}; the way back: {item.back}",
        **_object(
            {
                "relationship": {"type": "string", "pattern": f"^{item.name.lower()}-[0-9a-f]{{20}}$"},
                "type": {"const": item.name},
                "from": _end(item.start),
                "to": _end(item.end),
                "properties": {"$ref": "#/$defs/common", "properties": carried, "unevaluatedProperties": False},
            }
        ),
    }


def _answer() -> Schema:
    """What a question's rows are depends on the question: its own columns, and those that every row of facts carries."""
    row = {
        "type": "object",
        "properties": {name: {"type": "string"} for name in ROW_COLUMNS if name != "evidence"}
        | {"evidence": {"type": "array", "items": {"type": "string"}, "description": "Ids of passages: keys of `evidence` of the answer."}},
    }
    return _object(
        {
            "question": {"type": "string"},
            "parameters": {"type": "object"},
            "as_of": {"type": "string", "pattern": _DATE},
            "columns": {"type": "array", "items": {"type": "string"}},
            "rows": {"type": "array", "items": row},
            "evidence": {"type": "object", "additionalProperties": {"$ref": "#/$defs/passage"}},
            "notes": {"type": "array", "items": {"$ref": "#/$defs/note"}},
        }
    )


def _plain(schema: Schema) -> Schema:
    """Pydantic's schema of a model with its own definitions put in place, so that it can stand inside ours."""
    definitions = schema.pop("$defs", {})

    def placed(value: Any) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(value, dict):
            reference = value.get("$ref", "")
            return (
                placed(definitions[reference.removeprefix("#/$defs/")])
                if reference
                else {name: placed(item) for name, item in value.items()}
            )
        return [placed(item) for item in value] if isinstance(value, list) else value

    found: Schema = placed(schema)
    return found
