"""What a status, a direction or an empty cell says: pure. As printed; a colour or an arrow that the text has not is lost."""

from __future__ import annotations

import re

from graph.model.ids import fold

LONGEST = 160
"""A cell up to so many characters is a value; what is longer is wording, which stays with its passage."""

_INVISIBLE = dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF))
"""Signs without a shape: soft hyphens, spaces of no width, marks that turn the direction of writing."""
ARROWS = "↑↓→↔↗↘⬆⬇➡⬌▲▼⇧⇩⇨⇔▶◄►"
COLOURS = "🔴🟠🟡🟢🔵🟣🟤⚫⚪🟥🟧🟨🟩🟦🟪🟫⬛⬜✅❌✔✗✓✘"
"""Signs that say a status as a word does."""
_REMNANT = re.compile(r"[\s•·.,;:*†‡←\-–—_|'\"`~°o■□●○◆▪]*")
"""What an OCR leaves of a colour or of an arrow; a left arrow is half of one that points both ways."""
_NOTHING = frozenset(
    [
        "",
        "-",
        "--",
        "n/a",
        "na",
        "none",
        "nil",
        "not applicable",
        "tbc",
        "tba",
        "tbd",
        "to be confirmed",
        "to be agreed",
        "vacant",
        "to be decided",
        "unknown",
        "not known",
        "?",
        "blank",
        "no lead",
        "unallocated",
        "to be allocated",
        "not allocated",
        "as above",
        "see above",
        "same as above",
        "ditto",
    ]
)
_DIRECTION = re.compile(
    r"improv(?:ed|ing|ement)|deteriorat(?:ed|ing)|no change|unchanged|same|stable|static|steady|up|down|worse(?:ning|ned)?|better|"
    r"declin(?:ed|ing)|increas(?:ed|ing)|decreas(?:ed|ing)|maintained|level|positive|negative|n/?c"
)
_STATUS = re.compile(
    r"((?:red|amber|green|blue|grey|black|yellow|r|a|g|b|completed?|closed|ongoing|on track|off track|in progress|delayed|overdue|"
    r"not started|on hold|at risk))\s*(?:[:;.,–—/(\n-]|$)",
    re.IGNORECASE,
)
_LEGEND = re.compile(r"(?:b?rag|brag|status|rag) (?:status|rating|key)|key")


def visible(text: str) -> str:
    """A text as it is seen: without signs that have no shape.

    >>> visible("Po\u200blice\u202e")
    'Police'
    """
    return text if text.isascii() else text.translate(_INVISIBLE)


def names_nobody(text: str) -> bool:
    """True for a cell that is empty or says that there is nothing or nobody yet.

    >>> names_nobody(" - "), names_nobody("TBC"), names_nobody("TBC Board")
    (True, True, False)
    """
    return fold(text).strip(" .*()[]") in _NOTHING or not (re.search(r"\w", text) or any(sign in COLOURS for sign in text))


def is_remnant(text: str) -> bool:
    """True for a cell without a word: nothing, a bullet, a dot, half an arrow; also the bare words "RAG status"."""
    return bool(_REMNANT.fullmatch(text)) or bool(_LEGEND.fullmatch(fold(text).strip(" :.")))


def short_state(text: str) -> str:
    """The status that a long text begins with, where it does; a short text as it is.

    >>> short_state("Amber: the group met twice. " + "It agreed the terms. " * 9)
    'Amber'
    """
    if len(text) <= LONGEST:
        return text
    match = _STATUS.match(text)
    return match[1] if match else ""


def state_and_direction(text: str, *, both: bool) -> tuple[str, str]:
    """The words of a status and the sign or word of a direction; `both` where the column is for both.

    >>> state_and_direction("Green ↑", both=True), state_and_direction("↑", both=True), state_and_direction("Amber / improving", both=True)
    (('Green', '↑'), ('', '↑'), ('Amber', 'improving'))
    >>> state_and_direction("Improving", both=False)
    ('Improving', '')
    """
    arrows = "".join(sign for sign in text if sign in ARROWS)
    words = " ".join(text.translate({ord(sign): " " for sign in ARROWS}).split()).strip(" /,;-–•·.")
    if is_remnant(words):
        words = ""
    if not both or arrows:
        return words, arrows
    parts = [part.strip() for part in re.split(r"\s*(?:/|,|;|\n|–| - )\s*", words) if part.strip()]
    last = parts[-1] if parts else ""
    if last and _DIRECTION.fullmatch(fold(last)):
        return " / ".join(parts[:-1]), last
    return words, ""
