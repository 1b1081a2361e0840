"""The landscape in a notebook: open a store, ask, and take rows, frames or a network away. It only reads.

from queries.notebook import open_landscape

with open_landscape("my-store", as_of="2020") as landscape:
    landscape.ask("owners", "V4").rows
    landscape.graph()
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from html import escape
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.answer import Answer, Evidence, Note, plain_text
from graph.errors import UsageError
from graph.settings import Target, default_store, environment
from graph.store import READ_TIMEOUT, Store, open_store

if TYPE_CHECKING:
    import networkx as nx

    from queries.catalogue import Question

Row = dict[str, Any]


class Result:
    """An answer: its rows, their evidence, and what else is to be said of it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        """The answer as every other part of the program knows it."""

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return list(self.answer.all_columns)

    @property
    def rows(self) -> list[Row]:
        """Rows as dictionaries; `evidence` is a list of keys of `evidence`, where the rows are facts."""
        return [row.values if self.answer.plain else row.as_dict() for row in self.answer.rows]

    @property
    def evidence(self) -> dict[str, Evidence]:
        """The passages that the rows rest on, by their ids."""
        return self.answer.evidence

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is to be known beside the rows, by fixed codes: `not-stated`, `stale`, `cut` ..."""
        return self.answer.notes

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not needed here, and its types are not either
        """The rows as a pandas frame, evidence as references; raises `UsageError` where pandas is not installed."""
        try:
            pandas = import_module("pandas")
        except ModuleNotFoundError as error:
            raise UsageError("pandas is not installed here.", hint="pip install pandas; or take .rows") from error
        return pandas.DataFrame([self.answer.cells(row) for row in self.answer.rows], columns=self.columns)

    def __len__(self) -> int:
        return len(self.answer.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __repr__(self) -> str:
        return f"<{self.answer.question}: {len(self)} rows of {', '.join(self.answer.columns)}>"

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(plain_text(cell))}</td>" for cell in self.answer.cells(row)) + "</tr>"
            for row in self.answer.rows
        )
        notes = "".join(f"<p>{escape(f'{note.code}: {note.sentence}')}</p>" for note in self.notes)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"


class Landscape:
    """An open landscape; every method reads as of its own `as_of`, else that of `open_landscape`, else today."""

    def __init__(self, store: Store, as_of: str = "", questions: Path | None = None) -> None:
        self.store = store
        self._as_of = as_of
        self._folder = questions

    def ask(self, question: str, *subjects: str, as_of: str = "", **options: Any) -> Result:  # noqa: ANN401 - options of any type
        """A question of the catalogue: `ask("owners", "V4")`, `ask("actions", due_before="2019")`.

        Raises `UsageError` for a question or an option that there is not, `UnknownSubject`, `TimeLimit` or `StoreError`.
        """
        from queries.catalogue import load, pick
        from queries.run import ask

        return Result(ask(self.store, pick(load(self._folder), question), subjects, self._day(as_of), options))

    def questions(self) -> dict[str, Question]:
        """The questions that there are, by name; each says what it `asks` and takes."""
        from queries.catalogue import load

        return load(self._folder)

    def find(self, words: str, *, as_of: str = "", most: int = 20) -> Result:
        """Entities by name, alias, code or word."""
        return self._look_up("find", words, self._day(as_of), most)

    def show(self, subject: str, *, as_of: str = "") -> Result:
        """Every fact about one entity, both ways."""
        return self._look_up("show", subject, self._day(as_of))

    def cypher(self, text: str, /, *, as_of: str = "", timeout: float = READ_TIMEOUT, **params: Any) -> Result:  # noqa: ANN401 - as above
        """Any reading Cypher; `$as_of` is bound, and so are the other names given: `cypher("... $name ...", name="V4")`.

        Raises `BadCypher` for a text that does not parse or could write or read files, and `TimeLimit` after `timeout` seconds.
        """
        from queries.texts import cypher

        answer, _ = cypher(self.store, text, params, self._day(as_of), timeout)
        return Result(answer)

    def graph(self, *, as_of: str = "", papers: bool = False) -> nx.MultiDiGraph[str]:
        """What holds at the date as a networkx graph: nodes by id and edges by key, with the attributes of `export graphml`.

        Lists stay lists. With `papers`, documents and passages are nodes too.
        """
        import networkx as nx

        from queries.exports import Landscape as Stream
        from queries.exports import Options
        from queries.formats.common import entity_row, fact_row

        day = self._day(as_of)
        options = Options(as_of=day, strict=bool(as_of or self._as_of), papers=papers, statings=False)
        made: nx.MultiDiGraph[str] = nx.MultiDiGraph(as_of=day)
        with Stream(self.store, options) as stream:
            made.add_nodes_from((node.id, entity_row(stream, node)) for node in stream.nodes())
            for link in stream.links():
                made.add_edge(link.start, link.end, link.key, **fact_row(link))
        return made

    def _look_up(self, name: str, *given: Any) -> Result:  # noqa: ANN401 - as the look-up takes
        found: Callable[..., Answer] = getattr(import_module("queries.lookups"), name)
        return Result(found(self.store, *given))

    def _day(self, as_of: str) -> str:
        return as_of or self._as_of or date.today().isoformat()  # noqa: DTZ011 - the user's own calendar day is meant


@contextmanager
def open_landscape(
    store: str | Path = "", *, as_of: str = "", database: str = "", user: str = "", password: str = "", questions: Path | None = None
) -> Iterator[Landscape]:
    """A landscape to read: a folder of the embedded engine, or `bolt://`, `neo4j://` of a server; closed at the end of the block.

    What is not given comes from the environment (`LANDSCAPE_STORE`, `LANDSCAPE_DATABASE`, `LANDSCAPE_NEO4J_USER`,
    `LANDSCAPE_NEO4J_PASSWORD`), the store at last from the platform's data folder. `questions` is a folder of your own questions.
    Raises `StoreError` where the store cannot be opened.
    """
    said = environment()
    target = Target(
        address=str(store) or said.store or str(default_store()),
        database=database or said.database,
        user=user or said.neo4j_user,
        password=password or said.neo4j_password,
    )
    opened = open_store(target)
    try:
        yield Landscape(opened, as_of, questions)
    finally:
        opened.close()
