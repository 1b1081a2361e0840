"""Checks of the landscape: rules that find gaps, overlaps, broken chains, circles, contradictions and what waits for a person.

`run(store, as_of, rules)` gives the findings, `answer(store, as_of, rules)` the same as an answer.
"""

from queries.checks.answers import answer, answer_of, chosen, counts, findings, run
from queries.checks.finding import RULES, Finding, Rule, Severity

__all__ = ["RULES", "Finding", "Rule", "Severity", "answer", "answer_of", "chosen", "counts", "findings", "run"]
