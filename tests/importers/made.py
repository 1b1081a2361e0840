"""Small made sources: a paper of one paragraph, two boards, and the fact that one reports to the other."""

from __future__ import annotations

from graph.facts import Claim, Stating


def paper(date="2018-10", name="one"):
    """A paper and its first paragraph."""
    document, passage = f"paper/{name}", f"paper/{name}/para-1"
    claims = (
        Claim(id=document, labels=("Document",), name=name, extra={"date": date}),
        Claim(id=passage, labels=("Passage",), name="para 1", extra={"document": document, "locator": "para 1", "date": date}),
    )
    return [*claims, says("FROM_DOCUMENT", passage, document, date=date, name=name)]


def says(kind, start, end, *, date="2018-10", name="one", **more):
    return Stating(type=kind, start=start, end=end, passage=f"paper/{name}/para-1", document=f"paper/{name}", date=date, **more)


def body(key, label="Board", **more):
    return Claim(id=f"body/{key}", labels=(label,), name=more.pop("name", key.title()), **more)


def facts(store, kind="REPORTS_TO"):
    match = f"MATCH (a:Entity)-[r:{kind}]->(b:Entity)"
    text = f"{match} RETURN a.id AS start, b.id AS finish, properties(r) AS properties ORDER BY a.id, b.id, r.key"
    return [(row["start"], row["finish"], row["properties"]) for row in store.read(text)]


def node(store, item):
    (row,) = store.read("MATCH (n:Entity {id: $id}) RETURN labels(n) AS labels, properties(n) AS properties", {"id": item})
    return sorted(row["labels"]), row["properties"]


REPORTS = says("REPORTS_TO", "body/a", "body/b")
A = [paper(), body("a"), body("b"), REPORTS]
