"""The forms of words by which a sentence states a relation: one row a form, from the general English of public papers.

`active`: what stands before the words does it to what stands after. `passive`: the other way round. Patterns meet text in small letters,
with names taken out; more exact ones stand first, and what one has taken no later one reads again.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Form(NamedTuple):
    """One form of words."""

    type: str
    words: str
    """How the form is told to a person: `is chaired by`."""
    pattern: re.Pattern[str]
    passive: bool = False
    score: float = 90.0
    split: bool = False
    """The right end stands inside the words: `hold X to account`."""
    carried: tuple[tuple[str, str], ...] = ()
    agents: bool = False
    """Only a body or a holder of a post does it: a piece of work that `develops` something is none."""


_ADVERB = r"(?:(?:jointly|directly|regularly|formally|also|currently|now|closely|effectively|actively|further|collectively|routinely) )?"
_INSIDE = "⟨\\d+⟩"


def _form(kind: str, words: str, pattern: str, *, score: float = 90.0, **carried: str) -> Form:
    return Form(kind, words, re.compile(rf"(?<![\w-]){pattern}(?![\w-])"), score=score, carried=tuple(carried.items()))


def _passive(kind: str, words: str, pattern: str, *, score: float = 90.0, **carried: str) -> Form:
    return _form(kind, words, pattern, score=score, **carried)._replace(passive=True)


_ACCOUNT: tuple[Form, ...] = (
    _passive("HOLDS_TO_ACCOUNT", "is held to account by", r"held to account (?:\w+ ){0,4}?by"),
    _form(
        "HOLDS_TO_ACCOUNT", "holds to account", rf"(?:hold|holds|holding|held) (?:the |its |their )?(?P<inside>{_INSIDE}) to account"
    )._replace(split=True),
    _passive("HOLDS_TO_ACCOUNT", "is accountable to", r"(?:directly |publicly )?(?:accountable|answerable) to", score=75),
    _passive("SCRUTINISES", "is scrutinised by", rf"{_ADVERB}(?:scrutinised|scrutinized) by"),
    _form(
        "SCRUTINISES",
        "scrutinises",
        r"(?:scrutinise|scrutinises|scrutinising|scrutinize|scrutinizes|review or scrutinise|scrutinise and support|scrutiny of)"
        r"(?: the (?:decisions|actions|work|performance|exercise|functions)(?: and (?:decisions|actions|work))?(?: made)?(?: of| by))?",
    ),
    _passive("OVERSEES", "is overseen by", rf"{_ADVERB}(?:overseen|supervised) by"),
    _passive("OVERSEES", "is monitored through", rf"{_ADVERB}monitored (?:through|via|by)", score=80),
    _passive("OVERSEES", "with oversight from", r"(?:with|under) (?:the )?oversight (?:from|of)", score=80),
    _form(
        "OVERSEES",
        "oversees",
        rf"{_ADVERB}(?:oversees?|overseeing|(?:coordinating|co-ordinating) and overseeing|has oversight of|have "
        rf"oversight of|provides? oversight of)",
    ),
    _form("REPORTS_TO", "reports to", r"(?:reports?|reporting) (?:directly |quarterly |annually |regularly |back |in |up )?(?:in)?to"),
    _form(
        "REPORTS_TO",
        "provides reports to",
        r"(?:providing|provides?|submits?|presents?|give[sn]?) (?:\w+ )?(?:reports?|updates?)(?: \w+){0,3}? to",
        score=75,
    ),
    _form("REPORTS_TO", "is reported to", r"(?:is|are|be|was|were)? ?reported (?:\w+ )?to", score=80),
    _form("ESCALATES_TO", "escalates to", r"(?:escalates?|escalated|escalation)(?: \w+){0,5}? to", score=80),
    _passive("CONVENES", "is convened by", r"convened by"),
    _form(
        "CONVENES",
        "convenes",
        r"(?:convenes?|convening|held a meeting of|holds meetings of|brings? together|bring together|calls together)",
        score=75,
    ),
    _form(
        "RECOMMENDS_TO",
        "makes recommendations to",
        r"(?:makes?|making|made) (?:\w+ )?(?:reports? (?:and|or) )?recommendations? (?:to|for)",
        score=80,
    ),
)

_STRUCTURE: tuple[Form, ...] = (
    _passive("CHAIRS", "is vice-chaired by", r"(?:vice-chaired|vice chaired) by", capacity="vice"),
    _passive("CHAIRS", "is chaired by", r"(?:jointly |co-|currently |now )?chaired by"),
    _form("CHAIRS", "chairs", r"(?:chairs|chairing|(?:is|as|was) (?:the )?chair(?:man|person)? of|who chairs|took the chair of)"),
    _form(
        "MEMBER_OF",
        "is a member of",
        r"(?:remains? |is |are |as )?(?:an? )?(?:active |full |statutory |core |co-opted |voting |standing )?members? (?:of|on)",
    ),
    _form("MEMBER_OF", "sits on", r"(?:sits?|sitting|represented|representation|seats?) on", score=80),
    _passive(
        "MEMBER_OF",
        "is made up of",
        r"(?:made up of|comprises?|comprising|consists? of|consisting of|composed of)(?: \w+){0,3}?(?: from)?",
        score=75,
    ),
    _form(
        "PART_OF",
        "is part of",
        r"(?:is |are |as |forms? |forming |an integral )?(?:a )?(?:part of|sub-?groups? (?:of|to)|strand of|element of|"
        r"sits within|within the structure of)",
        score=75,
    ),
    _passive("HOSTS", "is hosted by", r"hosted (?:by|in|within)"),
    _form("HOSTS", "hosts", r"(?:hosts|hosting|hosted|holds a range of|jointly hosts)", score=75),
    _form("DEPUTISES_FOR", "deputises for", r"(?:deputis|deputiz)(?:es?|ing|ed) for"),
    _form(
        "SUCCEEDS",
        "replaces",
        r"(?:replaces|replaced|supersedes|superseded|succeeds|succeeded|formerly known as|formerly|previously known as)",
        score=70,
    ),
    _form(
        "WORKS_WITH",
        "works with",
        r"(?:works?|working|worked|collaborat(?:es?|ing)|liais(?:es?|ing)|engag(?:es?|ing)|engaged) (?:\w+ ){0,2}?(?:in "
        r"(?:\w+ )?partnership |in co-?operation |together )?(?:with|alongside)",
        score=80,
    ),
    _form(
        "WORKS_WITH",
        "in partnership with",
        r"(?:in partnership|jointly|together|in collaboration|in conjunction|in co-?operation) with",
        score=70,
    ),
)

_OWNERSHIP: tuple[Form, ...] = (
    _passive("COMMISSIONS", "is commissioned by", r"commissioned (?:by|through)"),
    _form("COMMISSIONS", "commissions", r"(?:commissions|commissioned|commissioning)", score=80),
    _passive("LEADS", "is led by", r"(?:jointly |co-)?(?:led|co-led|headed|coordinated|co-ordinated|driven) by"),
    _form(
        "LEADS",
        "leads",
        r"(?:leads?|leading|led|has led|co-?ordinat(?:es?|ed|ing)|spearhead(?:s|ed))(?: (?:on|the (?:development|"
        r"delivery|work)(?: and \w+)? (?:of|on)))?",
        score=75,
    ),
    _form(
        "LEADS",
        "provides leadership of",
        r"(?:provides?|providing|gives?) (?:strategic )?(?:direction and )?leadership (?:of|on|for|to|across)",
        score=80,
    ),
    _form(
        "ACCOUNTABLE_FOR",
        "is responsible for",
        r"(?:(?:is|are|be|being|becomes?|became|remains?) )?(?:(?:directly |ultimately |jointly |statutorily "
        r")?(?:responsible|accountable)|has (?:direct |overall |ultimate )?responsibility|responsibility) for(?: (?:the "
        r"(?:delivery|management|oversight|running) of|co-?ordinating(?: and overseeing)?|delivering|producing|"
        r"providing))?",
    ),
    _passive("ACCOUNTABLE_FOR", "is the responsibility of", r"(?:a |the )?responsibility of", score=80),
    _passive(
        "PRODUCES",
        "is produced by",
        r"(?:jointly )?(?:produced|published|developed|issued|prepared|written|written up|drafted|launched|set out) by",
    ),
    _form(
        "PRODUCES",
        "produces",
        r"(?:(?:jointly )?produc(?:es?|ed|ing)|publish(?:es|ed|ing)|(?:develops?|developed|developing)|issu(?:es?|ed|"
        r"ing)|drafted|launched|refreshed|updated)",
        score=65,
    ),
    _form(
        "CONTRIBUTES_TO",
        "contributes to",
        r"(?:contribut(?:es?|ed|ing) to|support(?:s|ed|ing)?(?: the (?:delivery|development|work) of)?|help(?:s|ed)? "
        r"(?:to )?deliver|deliver(?:s|ed|ing)?)",
        score=60,
    ),
    _form("CONCERNS", "focuses on", r"(?:focus(?:es|sed|ed|ing)?|relat(?:es|ing)|concern(?:s|ing)|look(?:s|ing)) (?:on|to|at)?", score=55),
    _form("USES", "uses", r"(?:uses|using|used|makes use of|utilis(?:es?|ing))", score=65),
)

_MONEY: tuple[Form, ...] = (
    _passive(
        "FUNDS", "is funded by", r"(?:part-|jointly )?(?:funded|financed|supported financially|paid for|resourced) (?:by|through|via|from)"
    ),
    _passive("FUNDS", "with funding from", r"(?:funding|money|investment|monies) (?:from|through|via)", score=70),
    _form("FUNDS", "funds", r"(?:funds|funded|has funded|finances|financed|provides? (?:\w+ )?funding (?:for|to))", score=80),
    _passive("AWARDS", "is awarded by", r"(?:awarded|granted|allocated|made available) by"),
    _form(
        "AWARDS",
        "awards",
        r"(?:awards?|awarded|award funding(?: to charities)?(?: \w+){0,12} from|grants?|granted|allocat(?:es?|ed)|administers?)",
        score=65,
    ),
    _form(
        "BIDS_TO",
        "bids to",
        r"(?:bids?|bidding|applied|applications?|submitted (?:an? )?(?:\w+ )?(?:bids?|applications?)|coordinated a "
        r"bid)(?: for(?: ⟨?[^⟨⟩]{1,30}?)? from)?(?: (?:to|for|into|from))?",
        score=65,
    ),
)

_DECISIONS: tuple[Form, ...] = tuple(
    _form("DECIDED", word, rf"(?:unanimously |formally |then )?{pattern}(?: (?:to|that|the|on))*", score=80, decision=word)
    for word, pattern in (
        ("agreed", "agreed"),
        ("approved", "approved"),
        ("endorsed", "endorsed"),
        ("recommended", "recommended"),
        ("noted", "noted"),
        ("signed off", "signed off"),
    )
) + tuple(
    _passive("DECIDED", f"is {word} by", rf"{pattern} by", score=85, decision=word)
    for word, pattern in (("agreed", "agreed"), ("approved", "approved"), ("endorsed", "endorsed"), ("signed off", "signed off"))
)

_REST: tuple[Form, ...] = (
    _form("DEPENDS_ON", "depends on", r"(?:depends?|dependent|reliant|relies|rely) (?:up)?on"),
    _form("INFORMS", "informs", r"(?:informs|will inform|informed the|to inform)", score=65),
    _passive("INFORMS", "is informed by", r"informed by"),
    _form("COVERS", "covers", r"(?:covers|covering|across|serves|serving|operates (?:in|across))", score=55),
    _form("LOCATED_AT", "is located in", r"(?:located|co-located|based|situated) (?:in|at|within)", score=75),
    _form("SIGNPOSTS_TO", "refers people to", r"(?:signpost(?:s|ed|ing)?|refer(?:s|red)? (?:people|victims|individuals|cases)) to"),
)

_AGENTS = frozenset({"PRODUCES", "CONTRIBUTES_TO", "USES", "LEADS", "AWARDS"})

_ALL = (
    *_DECISIONS[6:],
    *_ACCOUNT,
    *_STRUCTURE,
    *_OWNERSHIP,
    *_MONEY,
    *_DECISIONS[:6],
    *_REST,
)

FORMS: tuple[Form, ...] = tuple(form._replace(agents=form.type in _AGENTS and not form.passive) for form in _ALL)
"""Every form, the more exact before the looser."""
