"""The matrix of October 2018, read by OCR: what `import plan` reads of it and what the shipped register holds of it agree, cell by cell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from importers.batch import Batch
from importers.names import Names
from importers.plans.importing import Asked, plan_id, read_plan
from importers.plans.rows import Paper, plan_batch
from importers.reading.files import read
from importers.register.read import read_register
from importers.register.rows import register_batch
from tests.conftest import ROOT, absent

PAPER = "paper/cambridgeshire-police-and-crime-panel/2018-10/delivery-matrix"
PLAN = "work/police-and-crime-plan-2017"
WORK = re.compile(rf"{PLAN}(?:/(?:[vcot]\d+(?:-\d)?|victims|offenders|communities|transformation))?")
HOLDING = ("LEADS", "ACCOUNTABLE_FOR", "CONTRIBUTES_TO")
LITERALS = ("state", "direction", "due", "cell")
PROSE = ("activities", "opportunities", "action")
"""Columns of sentences: of their words, the register holds what a reader made of them, and an import the codes of other actions alone."""

Fact = tuple[str, ...]


def facts(batch: Batch) -> set[Fact]:
    """What a batch says of the plan's own themes, actions and strands in the cells of the matrix: type, ends, place, literal, standing."""
    found = set()
    for row in batch.rows:
        for s in row.statings:
            column = s.passage.rsplit("/", 1)[-1]
            carried = {name: str(value) for name, value in s.carried.items()}
            own, other = bool(WORK.fullmatch(s.start)), bool(WORK.fullmatch(s.end))
            read_here = (
                (s.type in HOLDING and other and column not in PROSE)
                or (s.type in ("PART_OF", "REFERS_TO") and own and other)
                or (
                    s.type == "STATED_IN"
                    and own
                    and carried["property"] in LITERALS
                    and (column not in PROSE or carried["property"] == "cell")
                )
            )
            if s.document == PAPER and read_here and not s.withdrawn:
                literal = (carried.get("property", ""), carried.get("value_text", ""), carried.get("of", ""))
                found.add((s.type, s.start, s.end, s.passage, s.scope, s.share, str(s.modality), str(s.standing), s.rule, *literal))
    return found


@pytest.fixture(scope="module")
def matrix() -> Path:
    folder = ROOT.parent / "shared" / "sources"
    found = sorted(folder.glob("004*"))
    if not found:
        absent("papers", "the papers are not in shared/sources")
    return found[0]


@pytest.fixture(scope="module")
def register() -> Batch:
    return register_batch(read_register(ROOT / "importers" / "datasets" / "cambridgeshire"))


@pytest.fixture(scope="module")
def names(register: Batch) -> Names:
    """The alias register that the shipped data set gives."""
    from graph.model.labels import COLLECTIVE, EVIDENCE_LABELS
    from importers.names import Known

    claims = [claim for row in register.rows for claim in row.claims if claim.labels[0] not in EVIDENCE_LABELS and claim.counts]
    return Names(Known(c.id, c.name, c.names, c.labels[0], c.identifiers, collective=COLLECTIVE in c.labels) for c in claims)


def batch_of(path: Path, names: Names) -> Batch:
    reading = read(path)
    plan, known = plan_id(names, Asked("Police and Crime Plan 2017-20").plan)
    paper = Paper(document=PAPER, title="Matrix", date="2018-10", plan=plan, plan_name="Plan", sha256=reading.sha256)
    return plan_batch(read_plan(reading, {}), paper, names, plan_known=known)


@pytest.mark.papers
def test_import_and_register_agree_cell_by_cell(matrix: Path, register: Batch, names: Names) -> None:
    imported, curated = facts(batch_of(matrix, names)), facts(register)
    assert len(curated) > 250
    assert sorted(imported - curated) == []
    assert sorted(curated - imported) == []


@pytest.mark.papers
def test_forty_actions_in_order_with_their_strands(matrix: Path) -> None:
    plan = read_plan(read(matrix), {})
    codes = [f"{letter}{number}" for letter, last in (("V", 9), ("O", 11), ("C", 10), ("T", 10)) for number in range(1, last + 1)]
    assert list(dict.fromkeys(row.code for row in plan.rows)) == codes
    assert [row.strand for row in plan.rows if row.strand] == ["O2.1", "O2.2", "O2.3", "O5.1", "O5.2", "C10.1", "C10.2"]
    assert plan.rejects == ()


@pytest.mark.papers
def test_a_code_that_is_not_printed_says_by_which_rule_it_was_read(matrix: Path) -> None:
    rules = {row.strand or row.code: row.code_rule for row in read_plan(read(matrix), {}).rows if row.code_rule}
    shapes = dict.fromkeys(("O1", "O5.1", "O7", "O11", "T7"), "code-shape")
    assert rules == {**shapes, "O10": "number-lost"}


@pytest.mark.papers
def test_without_a_register_the_matrix_still_names_its_holders(matrix: Path) -> None:
    batch = batch_of(matrix, Names())
    new = {claim.id: claim.labels[0] for row in batch.rows for claim in row.claims if claim.id.startswith(("body/", "person/", "post/"))}
    people = sorted(item.split("/")[1].split("~")[0] for item, label in new.items() if label == "Person")
    assert people == ["af", "aw", "ck", "cs", "dg", "go", "jh", "np"]
    assert new["body/cambridgeshire-criminal-justice-board"] == "Board"
    assert new["body/crisis-concordat-mental-health-delivery-group"] == "DeliveryGroup"
    assert not [item for item in new if "and-and" in item or item.endswith("-and")]
