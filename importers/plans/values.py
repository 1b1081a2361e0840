"""What a status, a direction or an empty cell says: pure. As printed; a colour or an arrow that the text has not is lost."""

from __future__ import annotations

import re

from graph.model.ids import fold

LONGEST = 160
"""A cell up to so many characters is a value; what is longer is wording, which stays with its passage."""

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
_LEGEND = re.compile(r"(?:b?rag|brag|status|rag) (?:status|rating|key)|key")


def names_nobody(text: str) -> bool:
    """True for a cell that is empty or says that there is nothing or nobody yet.

    >>> names_nobody(" - "), names_nobody("TBC"), names_nobody("TBC Board")
    (True, True, False)
    """
    return fold(text).strip(" .*()[]") in _NOTHING or not (re.search(r"\w", text) or any(sign in COLOURS for sign in text))


def is_remnant(text: str) -> bool:
    """True for a cell without a word: nothing, a bullet, a dot, half an arrow; also the bare words "RAG status"."""
    return bool(_REMNANT.fullmatch(text)) or bool(_LEGEND.fullmatch(fold(text).strip(" :.")))


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
