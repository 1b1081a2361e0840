"""The look of the maps as a style file of Neo4j Browser (`docs/landscape.grass`): the same colours and widths, from the same tables. Pure.

Browser draws discs only and lines without dashes: there a name under each disc and the type on each line tell what the maps tell by shape.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.labels import COLLECTIVE, LABELS
from graph.model.relationships import TYPES
from visualisations.style import FAMILIES, INK, PAPER, QUIET, line_look

_DIAMETERS = {"Body": 65, "Holder": 50, "Work": 50, "Money": 50}
_SMALL = 35


def _rule(selector: str, **settings: str) -> str:
    lines = "".join(f"  {name.replace('_', '-')}: {value};\n" for name, value in settings.items())
    return f"{selector} {{\n{lines}}}\n"


def _luminance(colour: str) -> float:
    """Relative luminance of a colour `#RRGGBB`, 0 to 1, as the contrast rules of the web reckon it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21.

    >>> round(contrast("#FFFFFF", "#000000"))
    21
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str) -> str:
    """The ink for letters on a colour: dark or white, whichever stands out more."""
    return max((PAPER, INK), key=lambda ink: contrast(ink, colour))


def _rules() -> Iterator[str]:
    yield _rule(
        "node",
        diameter="50px",
        color=PAPER,
        border_color=QUIET,
        border_width="2px",
        text_color_internal=INK,
        font_size="10px",
        caption='"{name}"',
    )
    yield _rule(
        "relationship",
        color=QUIET,
        shaft_width="1px",
        font_size="8px",
        padding="3px",
        text_color_external=INK,
        text_color_internal=PAPER,
        caption='"<type>"',
    )
    for label in LABELS:
        look = FAMILIES.get(label.family)
        if look:
            size = f"{_DIAMETERS.get(label.family, _SMALL)}px"
            ink = readable(look.colour)
            yield _rule(
                f"node.{label.name}",
                diameter=size,
                color=look.colour,
                border_color=look.colour,
                text_color_internal=ink,
                caption='"{name}"',
            )
        else:
            yield _rule(
                f"node.{label.name}", diameter=f"{_SMALL}px", color=QUIET, border_color=QUIET, text_color_internal=PAPER, caption='"{name}"'
            )
    yield _rule(f"node.{COLLECTIVE}", border_color=INK, border_width="5px")  # a class, with a rim
    for kind in TYPES:
        line = line_look(kind.name)
        yield _rule(
            f"relationship.{kind.name}",
            color=line.colour,
            shaft_width=f"{line.width:g}px",
            text_color_internal=readable(line.colour),
            caption='"<type>"',
        )


def stylesheet() -> str:
    """The whole file."""
    return "".join(_rules())
