"""The forms of words by which a sentence states a relation: one row a form, from the general English of public papers.

`active`: what stands before the words does it to what stands after. `passive`: the other way round. Patterns meet text in small letters,
with names taken out; more exact ones stand first, and what one has taken no later one reads again.
"""

from __future__ import annotations

from graph.model.labels import Family
from importers.prose.form import ADVERB, DOERS, INSIDE, Form, form, passive
from importers.prose.forms_of_work import MONEY, OWNERSHIP, REST

__all__ = ["FORMS", "Form"]

_ACCOUNT: tuple[Form, ...] = (
    passive("HOLDS_TO_ACCOUNT", "is held to account by", r"held to account (?:\w+ ){0,4}?by"),
    form(
        "HOLDS_TO_ACCOUNT", "holds to account", rf"(?:hold|holds|holding|held) (?:the |its |their )?(?P<inside>{INSIDE}) to account"
    )._replace(split=True),
    passive("HOLDS_TO_ACCOUNT", "is accountable to", r"(?:directly |publicly )?(?:accountable|answerable) to", score=75),
    passive("SCRUTINISES", "is scrutinised by", rf"{ADVERB}(?:scrutinised|scrutinized) by"),
    form(
        "SCRUTINISES",
        "scrutinises",
        r"(?:scrutinise|scrutinises|scrutinising|scrutinize|scrutinizes|review or scrutinise|scrutinise and support|scrutiny of)"
        r"(?: the (?:decisions|actions|work|performance|exercise|functions)(?: and (?:decisions|actions|work))?(?: made)?(?: of| by))?",
    ),
    passive("OVERSEES", "is overseen by", rf"{ADVERB}(?:overseen|supervised) by"),
    passive("OVERSEES", "is monitored through", rf"{ADVERB}monitored (?:through|via|by)", score=80),
    passive("OVERSEES", "with oversight from", r"(?:with|under) (?:the )?oversight (?:from|of)", score=80),
    form("OVERSEES", "monitors", rf"{ADVERB}(?:monitors?|monitoring|keeps? under review|reviews? progress (?:of|on|against))", score=72),
    form(
        "OVERSEES",
        "oversees",
        rf"{ADVERB}(?:oversees?|overseeing|(?:coordinating|co-ordinating) and overseeing|has oversight of|have "
        rf"oversight of|provides? oversight of)",
    ),
    form("REPORTS_TO", "reports to", r"(?:reports?|reporting) (?:directly |quarterly |annually |regularly |back |in |up )?(?:in)?to"),
    form(
        "REPORTS_TO",
        "provides reports to",
        r"(?:providing|provides?|submits?|presents?|give[sn]?) (?:\w+ )?(?:reports?|updates?)(?: \w+){0,3}? to",
        score=75,
        first=DOERS,
    ),
    form(
        "CONSIDERED_AT",
        "is put to",
        r"(?:is|are|be|been|was|were)? ?(?:also )?(?:reported|presented|submitted|taken|brought) (?:\w+ )?(?:back )?(?:to|at) (?:the )?"
        r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{4})? )?(?:all )?",
        score=78,
        first=(Family.WORK, Family.PAPER, Family.MONEY),
        second=(Family.BODY,),
    ),
    form(
        "CONSIDERED_AT",
        "is considered by",
        r"(?:is|are|be|been|was|were)? ?(?:also )?(?:considered|discussed|reviewed|received|tabled) (?:by|at)",
        score=80,
        first=(Family.WORK, Family.PAPER, Family.MONEY),
        second=("Board", "CommunitySafetyPartnership", "DeliveryGroup"),
    ),
    form("ESCALATES_TO", "escalates to", r"(?:escalates?|escalated|escalation)(?: \w+){0,5}? to", score=80),
    passive("CONVENES", "is convened by", r"convened by"),
    form(
        "CONVENES",
        "convenes",
        r"(?:convenes?|convening|held a meeting of|holds meetings of|brings? together|bring together|calls together)",
        score=75,
        second=(Family.BODY,),
    ),
    form(
        "RECOMMENDS_TO",
        "makes recommendations to",
        r"(?:makes?|making|made) (?:\w+ )?(?:reports? (?:and|or) )?recommendations? (?:to|for)",
        score=80,
    ),
)

_STRUCTURE: tuple[Form, ...] = (
    passive("CHAIRS", "is vice-chaired by", r"(?:vice-chaired|vice chaired) by", capacity="vice"),
    passive("CHAIRS", "is chaired by", r"(?:jointly |co-|currently |now )?chaired by"),
    form("CHAIRS", "chairs", r"(?:chairs|chairing|(?:is|as|was) (?:the )?chair(?:man|person)? of|who chairs|took the chair of)"),
    form(
        "MEMBER_OF",
        "is a member of",
        r"(?:remains? |is |are |as )?(?:an? )?(?:active |full |statutory |core |co-opted |voting |standing )?members? (?:of|on)",
    ),
    form(
        "MEMBER_OF",
        "joins",
        r"(?:joins?|joined|to join|became a member of|elected to|appointed to)",
        score=74,
        second=("Board", "DeliveryGroup", "CommunitySafetyPartnership"),
    ),
    form("MEMBER_OF", "sits on", r"(?:sits?|sitting|represented|representation|seats?) on", score=80),
    passive(
        "MEMBER_OF",
        "is made up of",
        r"(?:made up of|comprises?|comprising|consists? of|consisting of|composed of)(?: \w+){0,3}?(?: from)?",
        score=75,
    ),
    form(
        "PART_OF",
        "is part of",
        r"(?:is |are |as |forms? |forming |an integral )?(?:a )?(?:part of|sub-?groups? (?:of|to)|strand of|element of|"
        r"sits within|within the structure of)",
        score=75,
    ),
    passive("HOSTS", "is hosted by", r"hosted (?:by|in|within)"),
    form("HOSTS", "hosts", r"(?:hosts|hosting|hosted|holds a range of|jointly hosts)", score=75),
    form("DEPUTISES_FOR", "deputises for", r"(?:deputis|deputiz)(?:es?|ing|ed) for"),
    form(
        "SUCCEEDS",
        "replaces",
        r"(?:replaces|replaced|supersedes|superseded|succeeds|succeeded|formerly known as|formerly|previously known as)",
        score=70,
    ),
    form(
        "WORKS_WITH",
        "works with",
        r"(?:works?|working|worked|collaborat(?:es?|ing)|liais(?:es?|ing)|engag(?:es?|ing)|engaged) (?:\w+ ){0,2}?(?:in "
        r"(?:\w+ )?partnership |in co-?operation |together )?(?:with|alongside)",
        score=80,
    ),
    form(
        "WORKS_WITH",
        "in partnership with",
        r"(?:in partnership|jointly|together|in collaboration|in conjunction|in co-?operation) with",
        score=70,
    ),
)

_DECISIONS: tuple[Form, ...] = tuple(
    form("DECIDED", word, rf"(?:unanimously |formally |then )?{pattern}(?: (?:to|that|the|on))*", score=80, decision=word)
    for word, pattern in (
        ("agreed", "agreed"),
        ("approved", "approved"),
        ("endorsed", "endorsed"),
        ("recommended", "recommended"),
        ("noted", "noted"),
        ("signed off", "signed off"),
    )
) + tuple(
    passive("DECIDED", f"is {word} by", rf"{pattern} by", score=85, decision=word)
    for word, pattern in (("agreed", "agreed"), ("approved", "approved"), ("endorsed", "endorsed"), ("signed off", "signed off"))
)

_AGENTS = frozenset({"PRODUCES", "CONTRIBUTES_TO", "USES", "LEADS", "AWARDS"})

_ALL = (
    *_DECISIONS[6:],
    *_ACCOUNT,
    *_STRUCTURE,
    *OWNERSHIP,
    *MONEY,
    *_DECISIONS[:6],
    *REST,
)

_MANY = frozenset({"brings together", "is made up of", "works with", "in partnership with", "is funded by", "is a member of", "convenes"})

FORMS: tuple[Form, ...] = tuple(item._replace(agents=item.type in _AGENTS and not item.passive, many=item.words in _MANY) for item in _ALL)
"""Every form, the more exact before the looser."""
