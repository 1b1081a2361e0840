"""Bar 7: kinds differ in shape and in colour, for every kind of eye; lines differ without colour."""

from __future__ import annotations

from itertools import combinations

import pytest

from visualisations import style
from visualisations.spec import Link

# Machado, Oliveira and Fernandes (2009), full severity, on linear light.
EYES = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    light = sorted(sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True)) for c in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def oklab(rgb: list[float]) -> list[float]:
    rows = (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
    cones = [max(0.0, sum(a * b for a, b in zip(row, rgb, strict=True))) ** (1 / 3) for row in rows]
    back = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    return [sum(a * b for a, b in zip(row, cones, strict=True)) for row in back]


def seen(colour: str, eye: str) -> list[float]:
    rgb = linear(colour)
    return oklab([min(1.0, max(0.0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in EYES[eye]])


def test_eight_families_eight_shapes_eight_colours():
    looks = style.FAMILIES.values()
    assert len({look.shape for look in looks}) == len({look.colour for look in looks}) == len(looks) == 8
    assert {look.shape for look in looks} == set(style.MARKS)


@pytest.mark.parametrize("eye", EYES)
def test_families_are_far_apart_for_every_eye(eye):
    places = {look.family: seen(look.colour, eye) for look in style.FAMILIES.values()}
    far = {(a, b): 100 * sum((x - y) ** 2 for x, y in zip(places[a], places[b], strict=True)) ** 0.5 for a, b in combinations(places, 2)}
    assert min(far.values()) >= 10, min(far, key=far.get)


def test_marks_and_lines_stand_out_from_the_paper():
    assert min(contrast(look.colour, style.PAPER) for look in style.FAMILIES.values()) >= 3  # marks stand on white cards
    lines = {style.line_look(kind, state).colour for kind in [*style.ACCOUNTABILITY, *_types()] for state in style.STATES}
    assert min(contrast(colour, band) for colour in lines for band in ("#FFFFFF", "#F3F5F9", "#FAFBFD")) >= 3


def test_words_stand_out_from_the_paper():
    assert min(contrast(ink, paper) for ink in (style.INK, style.QUIET) for paper in ("#FFFFFF", "#F3F5F9", "#FFF4D6")) >= 4.5


def _types():
    from graph.model.relationships import TYPES

    return [kind.name for kind in TYPES]


def test_the_five_differ_without_colour():
    looks = [style.line_look(kind) for kind in ("HOLDS_TO_ACCOUNT", "SCRUTINISES", "OVERSEES", "REPORTS_TO", "CONVENES")]
    assert len({(look.width, look.dash) for look in looks}) == 5


def test_groups_of_lines_differ_without_colour():
    looks = [look for group, look in style.GROUPS.items() if group != "other"] + list(style.ACCOUNTABILITY.values())
    assert len({(look.width, look.dash, look.end) for look in looks}) == len(looks)


def test_each_state_looks_its_own_way_and_has_words():
    looks = [style.line_look("REPORTS_TO", state) for state in style.STATES]
    assert len({(look.start, look.end, look.colour) for look in looks}) == len(style.STATES)
    assert all(style.STATES.values())


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, ""),
        ({"standing": "contradicted", "modality": "planned"}, "contradicted"),
        ({"modality": "expected"}, "planned"),
        ({"modality": "ended", "stale": True}, "ended"),
        ({"stale": True, "standing": "inferred"}, "stale"),
        ({"standing": "inferred"}, "inferred"),
    ],
)
def test_the_most_serious_state_shows(more, state):
    assert style.state_of(Link(key="k", from_id="a", to_id="b", type="LEADS", phrase="leads", phrase_back="led by", **more)) == state


def test_a_denial_ends_in_a_bar_and_an_unknown_type_is_drawn_too():
    assert style.line_look("LACKS_POWER").end == "bar"
    assert style.group_of("SOMETHING_NEW") == "other"
    assert style.line_look("SOMETHING_NEW").width > 0
