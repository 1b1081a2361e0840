"""Made worlds for the tests: nobody in them is real, and every number of items gives the same world each time."""

from __future__ import annotations

import random

from visualisations.spec import Evidence, Fact, Item, Link, MapSpec, Source, StoryStep

LEVELS = ("Who holds to account", "Boards", "Partnerships and groups", "Posts and organisations", "Actions", "Funds and systems", "Law")
PHRASES = {
    "HOLDS_TO_ACCOUNT": ("holds to account", "held to account by"),
    "SCRUTINISES": ("scrutinises", "scrutinised by"),
    "OVERSEES": ("oversees", "overseen by"),
    "REPORTS_TO": ("reports to", "receives reports from"),
    "ESCALATES_TO": ("escalates to", "receives escalations from"),
    "CONVENES": ("convenes", "convened by"),
    "CHAIRS": ("chairs", "chaired by"),
    "MEMBER_OF": ("is a member of", "has member"),
    "LEADS": ("leads", "led by"),
    "ACCOUNTABLE_FOR": ("is accountable for", "answered for by"),
    "FUNDS": ("funds", "funded by"),
    "USES": ("uses", "used by"),
    "DEPENDS_ON": ("depends on", "needed by"),
    "HAS_DUTY": ("has the duty", "duty of"),
    "IMPOSED_BY": ("is imposed by", "imposes"),
    "DOES_NOT_HOLD_TO_ACCOUNT": ("does not hold to account", "not held to account by"),
}
SORTS = (  # level, family, label, name, share of the world
    (0, "Body", "Board", "Panel", 2),
    (1, "Body", "Board", "Board", 12),
    (2, "Body", "DeliveryGroup", "Delivery Group", 14),
    (2, "Body", "CommunitySafetyPartnership", "Partnership", 10),
    (3, "Holder", "Role", "Post", 14),
    (3, "Body", "Organisation", "Organisation", 14),
    (4, "Work", "PriorityAction", "Action", 20),
    (5, "Money", "Fund", "Fund", 6),
    (5, "Thing", "System", "System", 4),
    (6, "Law", "Duty", "Duty", 3),
    (6, "Law", "Statute", "Act", 1),
)


def proof(number: int) -> tuple[Evidence, ...]:
    return (Evidence(document=f"Report {number % 7 + 1}", date=f"2018-{number % 12 + 1:02}-15", locator=f"para {number % 40 + 1}"),)


def world(items: int, links: int, seed: int = 1) -> MapSpec:
    """So many items in seven levels and so many links between them."""
    rand = random.Random(seed)  # noqa: S311 - no secret, only the same world each time
    made: list[Item] = []
    for level, family, label, name, share in SORTS:
        for number in range(max(1, round(items * share / 100))):
            if len(made) < items:
                made.append(
                    Item(
                        id=f"{family.lower()}/{name.lower().replace(' ', '-')}-{number + 1}",
                        name=f"{name} {number + 1}",
                        label=label,
                        family=family,
                        level=level,
                        names=(f"Néw {name} {number + 1}",),
                        facts=(Fact(property="state", value="on track", evidence=proof(number)),),
                    )
                )
    while len(made) < items:
        number = len(made)
        made.append(Item(id=f"work/more-{number}", name=f"Further action {number}", label="PriorityAction", family="Work", level=4))
    groups = [item.id for item in made if item.level in (1, 2)]
    made = [item.model_copy(update={"group": rand.choice(groups)}) if item.level > 2 and groups else item for item in made]
    joined: dict[tuple[str, str, str], Link] = {}
    kinds = list(PHRASES)
    while len(joined) < links:
        a, b = rand.sample(made, 2)
        kind = rand.choice(kinds)
        there, back = PHRASES[kind]
        number = len(joined)
        joined.setdefault(
            (a.id, kind, b.id),
            Link(
                key=f"link-{number}",
                from_id=a.id,
                to_id=b.id,
                type=kind,
                phrase=there,
                phrase_back=back,
                evidence=proof(number),
                last_stated="2018-10-31",
                modality=rand.choice(["in force"] * 8 + ["planned", "ended"]),
                standing=rand.choice(["stated"] * 9 + ["inferred"]),
            ),
        )
    return MapSpec(
        title=f"A made world of {items}",
        question="Who answers to whom?",
        as_of="31 October 2018",
        levels=LEVELS,
        items=tuple(made),
        links=tuple(joined.values()),
        sources=(Source(title="Report 1", date="2018-10-31", publisher="Board 1", licence="OGL 3.0"),),
    )


def county() -> MapSpec:
    """About sixty items that resemble the governance of a county."""
    items: list[Item] = []
    links: list[Link] = []

    def add(level: int, family: str, label: str, name: str, kind: str = "", **more: object) -> str:
        key = f"{family.lower()}/{name.lower().replace(' ', '-')}"
        items.append(Item(id=key, name=name, label=label, family=family, kind=kind, level=level, **more))
        return key

    def join(a: str, kind: str, b: str, **more: object) -> None:
        there, back = PHRASES[kind]
        links.append(
            Link(
                key=f"{kind.lower()}-{len(links)}",
                from_id=a,
                to_id=b,
                type=kind,
                phrase=there,
                phrase_back=back,
                evidence=proof(len(links)),
                last_stated="2018-10-31",
                **more,
            )
        )

    panel = add(0, "Body", "Board", "Northmere Police and Crime Panel", "panel", names=("the Panel",))
    commissioner = add(
        0,
        "Holder",
        "Role",
        "Northmere Police and Crime Commissioner",
        names=("PCC",),
        facts=(Fact(property="state", value="in post", dates="since May 2016", evidence=proof(3)),),
    )
    join(panel, "SCRUTINISES", commissioner, frequency="six times a year", provision="s.28")
    strategic = add(
        1,
        "Body",
        "Board",
        "Countywide Community Safety Strategic Board",
        "board",
        names=("CCSSB",),
        description="Brings the responsible authorities together.",
    )
    harms = add(1, "Body", "Board", "Countywide High Harms Board", "board", names=("HHB",))
    business = add(1, "Body", "Board", "Business Coordination Board", "board", names=("BCB",))
    justice = add(1, "Body", "Board", "Northmere Criminal Justice Board", "board")
    children = add(1, "Body", "Board", "Safeguarding Children Partnership Board", "board")
    health = add(1, "Body", "Board", "Health and Wellbeing Board", "board")
    for board in (strategic, business, justice):
        join(commissioner, "CHAIRS", board)
    join(harms, "REPORTS_TO", strategic)
    join(strategic, "OVERSEES", harms)
    join(panel, "DOES_NOT_HOLD_TO_ACCOUNT", strategic)
    for number, area in enumerate(("Harbour", "Leafield", "Stonebridge", "Fenside", "Oakham Vale", "Millbrook")):
        partnership = add(2, "Body", "CommunitySafetyPartnership", f"{area} Community Safety Partnership", "CSP")
        join(partnership, "REPORTS_TO", strategic, frequency="each quarter")
        join(strategic, "HOLDS_TO_ACCOUNT", partnership, modality="planned" if number == 5 else "in force")
        council = add(3, "Body", "Organisation", f"{area} District Council")
        join(council, "MEMBER_OF", partnership)
        if number % 2:
            join(partnership, "ESCALATES_TO", harms)
    for number, harm in enumerate(
        (
            "Domestic Abuse and Sexual Violence",
            "Serious and Organised Crime",
            "Drugs and Alcohol",
            "Hate Crime",
            "Road Safety",
            "Child Exploitation",
            "Offender Management",
            "Rural Crime",
        )
    ):
        group = add(2, "Body", "DeliveryGroup", f"{harm} Delivery Group", "countywide")
        join(group, "REPORTS_TO", harms, standing="inferred" if number == 3 else "stated")
        action = add(4, "Work", "PriorityAction", f"V{number + 1} Reduce harm from {harm.lower()}")
        join(group, "LEADS", action, stale=number == 4)
        if number % 2:
            join(harms, "CONVENES", group)
    chief = add(3, "Holder", "Role", "Chief Constable")
    join(commissioner, "HOLDS_TO_ACCOUNT", chief, provision="s.1(7)")
    for name in (
        "Northmere Constabulary",
        "Northmere Fire Authority",
        "Probation Service",
        "Integrated Care Board",
        "County Council",
        "Youth Offending Service",
    ):
        body = add(3, "Body", "Organisation", name)
        join(body, "MEMBER_OF", strategic)
        join(body, "MEMBER_OF", health if "Care" in name or "Council" in name else justice)
    for name in ("Director of Public Health", "Chief Fire Officer", "Head of Community Safety", "Chief Executive of the OPCC"):
        post = add(3, "Holder", "Role", name)
        join(post, "MEMBER_OF", harms)
        join(post, "MEMBER_OF", children)
    for name in ("Serious Violence Grant", "Community Safety Fund", "Victims and Witnesses Grant", "Road Safety Fund"):
        fund = add(5, "Money", "Fund", name)
        join(fund, "FUNDS", "work/v1-reduce-harm-from-domestic-abuse-and-sexual-violence")
        join(commissioner, "ACCOUNTABLE_FOR", fund)
    for name in ("ECINS case system", "Referral portal", "Custody system"):
        system = add(5, "Thing", "System", name)
        join("work/v3-reduce-harm-from-drugs-and-alcohol", "USES", system)
    duty = add(6, "Law", "Duty", "Duty to hold the chief constable to account", "duty")
    act = add(6, "Law", "Statute", "Police Reform and Social Responsibility Act 2011")
    join(commissioner, "HAS_DUTY", duty)
    join(duty, "IMPOSED_BY", act, more=(("provisions", "s.1(7), s.1(8)"),))
    story = (
        StoryStep(sentence="The Panel scrutinises the Commissioner.", focus=panel, hops=1),
        StoryStep(sentence="The strategic board holds the six partnerships to account.", focus=strategic, hops=1),
        StoryStep(sentence="How the road safety action reaches the Panel.", focus="work/v5-reduce-harm-from-road-safety", to=panel),
    )
    return MapSpec(
        title="Governance of community safety in Northmere",
        question="Who holds whom to account, who scrutinises, and who reports to whom?",
        as_of="31 October 2018",
        levels=LEVELS,
        items=tuple(items),
        links=tuple(links),
        story=story,
        marking="OFFICIAL",
        notes=("The papers do not state who chairs the Countywide High Harms Board.",),
        left_out=("Names of persons are left out.",),
        licences=("Open Government Licence v3.0",),
        sources=(Source(title="Report 1", date="2018-10-31", publisher="Business Coordination Board", licence="OGL 3.0"),),
    )


HOSTILE = (
    "<script>window.ran = 1</script> & \"quotes\" 'too' href=x",
    "</script><img src=x onerror=window.ran=1>",
    "</title></style><svg onload=window.ran=1>",
    "{{ 7 * 7 }} {% raw %} javascript:window.ran=1",
    "日本語 Žlutý ‮turned ]]> <!-- `${window.ran=1}`",
    "\\u003cscript\\u003e \u2028 __proto__ constructor",
)


def hostile() -> MapSpec:
    """Hostile text in every field that holds text."""
    texts = list(HOSTILE)
    passages = (Evidence(document=texts[1], date=texts[2], locator=texts[3], wording=texts[0]),)
    items = tuple(
        Item(
            id=words,
            name=words,
            label=words,
            family="Body",
            kind=texts[0],
            names=(texts[1], words),
            description=texts[2],
            level=at % 2,
            facts=(Fact(property=words, value=texts[0], dates=texts[1], note=texts[2], evidence=passages),),
        )
        for at, words in enumerate(texts)
    )
    links = tuple(
        Link(
            key=words,
            from_id=words,
            to_id=texts[at - 1],
            type=words,
            phrase=words,
            phrase_back=texts[0],
            rule=words,
            standing="inferred",
            modality=words,
            scope=words,
            frequency=words,
            provision=words,
            dates=words,
            said_by=words,
            last_stated=words,
            more=((words, words),),
            evidence=passages,
        )
        for at, words in enumerate(texts)
    )
    return MapSpec(
        title=texts[0],
        question=texts[1],
        as_of=texts[2],
        levels=(texts[0], texts[1]),
        items=items,
        links=links,
        notes=tuple(texts),
        sources=(Source(title=texts[1], date=texts[0], publisher=texts[2], licence=texts[3], address=texts[3]),),
        licences=tuple(texts),
        story=(StoryStep(sentence=texts[0], focus=texts[0]),),
        marking=texts[1],
        left_out=tuple(texts),
    )
