"""The ids of a plan's actions, strands and themes: by code where the code is one, else by name: pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from graph.model.ids import fold, slug
from importers.batch import Reject
from importers.plans.actions import PlanRow

_LONGEST_NAME = 160
_LABEL = re.compile(
    r"(?:strategic |key |cross-cutting )?(?:theme|priority|pillar|workstream|work stream|objective|outcome|aim|goal|strand)s?\b\s*"
    r"(?:(?:no\.? ?)?(?:\d{1,2}|[A-Z]|[IVX]+|one|two|three|four|five|six|seven|eight))?\s*(?:[:.)\-–—|]\s*|\s(?=[A-Z]))",
    re.IGNORECASE,
)


class Identity(NamedTuple):
    """An action: its id, the code and the name that it shows, and its other names."""

    id: str
    code: str
    name: str
    names: tuple[str, ...] = ()


def bare_theme(text: str) -> str:
    """The name of a theme without what numbers it.

    >>> bare_theme("Priority 2: Serious Violence"), bare_theme("Theme 1"), bare_theme("Priority Neighbourhoods")
    ('Serious Violence', 'Theme 1', 'Priority Neighbourhoods')
    """
    tidy = " ".join(text.split()).strip(" :-–*")
    match = _LABEL.match(tidy)
    rest = tidy[match.end() :].strip() if match else ""
    numbered = bool(match) and bool(re.search(r"\d|[:.)\-–—|]|\b[IVX]+\b", match[0] if match else ""))
    return rest if numbered and re.search(r"[A-Za-z]{3}", rest) else tidy


def short_name(text: str) -> str:
    """A name of one line: the text, cut behind a word where it is very long."""
    tidy = " ".join(text.split())
    if len(tidy) <= _LONGEST_NAME:
        return tidy.rstrip(" ;")
    return f"{tidy[: _LONGEST_NAME - 2].rsplit(' ', 1)[0].rstrip(' ,;:.')} …"


class Identities:
    """The id of every action and strand of a plan, and what could not be told apart."""

    def __init__(self, rows: Sequence[PlanRow], plan: str) -> None:
        self.plan = plan
        self.by_code: dict[str, str] = {}
        self.rejects: list[Reject] = []
        self._actions: dict[str, Identity] = {}
        self._rows: dict[str, list[PlanRow]] = defaultdict(list)
        self._strands: dict[tuple[str, int, str], tuple[str, str]] = {}
        for row in rows:
            self._rows[row.key].append(row)
        shared = Counter(slug(group[0].code) for group in self._rows.values() if group[0].code)
        self._taken: dict[str, str] = {}
        self._in_theme: dict[str, dict[str, str]] = defaultdict(dict)
        self._restarts = any(count > 1 and code.isdigit() for code, count in shared.items())
        for key, group in self._rows.items():
            self._add(key, group, shared)
        self.by_code = {code: item for code, item in self.by_code.items() if item}

    def of(self, row: PlanRow) -> Identity:
        """The action of a row."""
        return self._actions[row.key]

    def strand(self, row: PlanRow) -> tuple[str, str]:
        """The id and the name of a row's strand."""
        return self._strands[row.key, row.part, row.strand]

    def theme_of(self, row: PlanRow) -> str:
        """The theme of a row as it is compared; where codes are the plan's own, the same for all."""
        return slug(bare_theme(row.theme.text)) if self._restarts and row.theme else ""

    def codes_in(self, theme: str) -> dict[str, str]:
        """Code to action or strand as a row of this theme means it: its own theme's first, else the plan's."""
        return {**self.by_code, **(self._in_theme[theme] if theme else {})}

    def told_later(self, row: PlanRow) -> bool:
        """True where another row of the action prints the theme that this one does not."""
        return any(not other.theme_rule for other in self._rows[row.key])

    def _add(self, key: str, group: Sequence[PlanRow], shared: Counter[str]) -> None:
        first = group[0]
        code = first.code
        title = next((row.title for row in group if row.title and (not row.part or row.part == 1)), "")
        tries = []
        scoped = shared[slug(code)] > 1 or (self._restarts and code.isdigit())  # numbers that begin again in each theme
        if code and not scoped:
            tries.append(f"{self.plan}/{slug(code)}")
        elif code and first.theme and slug(first.theme.text):
            tries.append(f"{self.plan}/{slug(bare_theme(first.theme.text))}/{slug(code)}")
        if slug(title):
            tries.append(f"{self.plan}/{slug(title)}")
            if first.theme and slug(first.theme.text):
                tries.append(f"{self.plan}/{slug(bare_theme(first.theme.text))}/{slug(title)}")
        item = next((one for one in tries if slug(one) and one not in self._taken), "")
        if not item:
            hint = "another row of the plan has the same code and the same words: give one of them another code, or take it out"
            self.rejects += [Reject(*row.origin, "action", "twice", (code or title)[:80], hint) for row in group]
            item = tries[0] if tries else f"{self.plan}/{key}"
        self._taken[item] = key
        self._actions[key] = Identity(item, code, short_name(title) or code)
        if code:
            self.by_code[code] = "" if shared[slug(code)] > 1 else item
            self._in_theme[self.theme_of(first)][code] = item
        self._add_strands(key, group, item)

    def _add_strands(self, key: str, group: Sequence[PlanRow], action: str) -> None:
        whole = self._actions[key]
        for row in group:
            if not row.part or (key, row.part, row.strand) in self._strands:
                continue
            if row.strand:
                item = f"{self.plan}/{slug(row.strand)}" if action == f"{self.plan}/{slug(row.code)}" else f"{action}/{slug(row.strand)}"
                printed = row.title if row.title and fold(row.title) != fold(whole.name) and row.goes_on else ""
                own = row.strand_title or printed or row.strand
                self._strands[key, row.part, row.strand] = item, short_name(own)
                self.by_code[row.strand] = item
            else:
                own = row.title if row.goes_on else ""
                item = f"{action}/{slug(own)}" if slug(own) else f"{action}/part-{row.part}"
                self._strands[key, row.part, row.strand] = (
                    item,
                    short_name(own) if own else short_name(f"{whole.code or whole.name}, part {row.part}"),
                )
