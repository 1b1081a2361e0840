"""The forms of words for work, money, law and place; `forms.py` puts them in order."""

from __future__ import annotations

from graph.model.labels import Family
from importers.prose.form import DOERS, DONE, WRITTEN, Form, form, passive

OWNERSHIP: tuple[Form, ...] = (
    passive("COMMISSIONS", "is commissioned by", r"commissioned (?:by|through)"),
    form(
        "COMMISSIONS",
        "commissions",
        r"(?:commissions|commissioned|commissioning|(?:(?<=will )|(?<=should )|(?<=may )|(?<=to ))(?:jointly )?commission)",
        score=80,
    ),
    form("LEADS", "is the lead for", r"(?:is|are|was|as|acts as)(?: the)?(?: \w+)? lead(?: \w+)? (?:for|on)", score=84),
    passive("LEADS", "is led by", r"(?:jointly |co-)?(?:led|co-led|headed|coordinated|co-ordinated|driven) by"),
    form(
        "LEADS",
        "leads",
        r"(?:leads?|leading|led|has led|co-?ordinat(?:es?|ed|ing)|spearhead(?:s|ed))(?! by| to(?! the))(?: (?:on|the (?:development|"
        r"delivery|work)(?: and \w+)? (?:of|on)))?",
        score=75,
        second=DONE,
    ),
    form(
        "LEADS",
        "runs",
        r"(?:runs?|ran|running|conducts?|conducted|undertakes?|undertook|maintains?|operates?|manages?|managed|administers?|"
        r"launch(?:es|ed|ing)|introduc(?:es|ed|ing)|set up|establish(?:es|ed)|is driving|drives?|holds?|delivers?|delivered|"
        r"organis(?:es|ed))"
        r"(?! by| to )(?: (?:an? )?(?:new|regular|monthly|ongoing|annual|successful|number of|series of|two|three))*",
        score=70,
        first=DOERS,
        second=("Programme",),
    ),
    passive(
        "LEADS",
        "is run by",
        r"(?:run|operated|managed|delivered|undertaken|administered|organised|carried out|conducted) by",
        score=82,
        first=DOERS,
        second=("Programme", "Deliverable", Family.MONEY, Family.THING),
    ),
    form(
        "LEADS",
        "provides leadership of",
        r"(?:provides?|providing|gives?) (?:strategic )?(?:direction and )?leadership (?:of|on|for|to|across)",
        score=80,
    ),
    form(
        "ACCOUNTABLE_FOR",
        "is responsible for",
        r"(?:(?:is|are|be|being|becomes?|became|remains?) )?(?:(?:directly |ultimately |jointly |statutorily "
        r")?(?:responsible|accountable)|has (?:direct |overall |ultimate )?responsibility|responsibility) for(?: (?:the "
        r"(?:delivery|management|oversight|running) of|co-?ordinating(?: and overseeing)?|delivering|producing|"
        r"providing))?",
    ),
    passive("ACCOUNTABLE_FOR", "is the responsibility of", r"(?:a |the )?responsibility of", score=80),
    passive(
        "PRODUCES",
        "is produced by",
        r"(?:jointly )?(?:produced|published|developed|issued|prepared|written|written up|drafted|launched|set out) by",
    ),
    form(
        "PRODUCES",
        "produces",
        r"(?:(?:jointly )?produc(?:es?|ed|ing)|publish(?:es|ed|ing)?|(?:develops?|developed|developing)|(?<!an )(?<!the )issu(?:es?|ed|"
        r"ing)|drafted|launched|refreshed|updated|prepar(?:es?|ed|ing)|adopt(?:s|ed)|sets? out in)",
        score=70,
        second=WRITTEN,
    ),
    passive("PRODUCES", "is the work of", r"(?:set|agreed|signed|adopted) by", score=70, second=WRITTEN),
    form(
        "CONTRIBUTES_TO",
        "contributes to",
        r"(?:contribut(?:es?|ed|ing) to|support(?:s|ed|ing)?(?: the (?:delivery|development|work) of)?|help(?:s|ed)? "
        r"(?:to )?deliver|deliver(?:s|ed|ing)?)",
        score=60,
    ),
    passive(
        "CONTRIBUTES_TO",
        "brings together",
        r"(?:brings?|bringing|brought) (?:together(?:, [^⟨⟩,;.]{1,40},)?(?: \w+ from)?|(?=[^.;:]{3,160} together\b))|"
        r"(?:involv(?:es|ed|ing)|engag(?:es|ed|ing))(?: (?:a range of|all|both))?|"
        r"(?:held |delivered |developed |undertaken )?(?:jointly |in partnership |together |further )*(?:working )?"
        r"(?:alongside|in partnership with|jointly with)|"
        r"(?:further )?(?:developed|delivered|undertaken) with|with (?:the )?(?:support|input|help|assistance|involvement) (?:of|from)|"
        r"supported by",
        score=76,
        first=DOERS,
        second=("Programme", "Plan", "Deliverable"),
    ),
    form(
        "CONCERNS",
        "is there to tackle",
        r"(?:designed |set up |established |aimed |targeted )?(?:to (?:tackle|address|combat|prevent|deal with|improve|help tackle)|"
        r"(?:tackling|addressing|combating|preventing)|in response to|in relation to|regarding|relating to|dedicated to)",
        score=58,
        first=("Plan", "Programme", "Deliverable", "DeliveryGroup", "Board", "CommunitySafetyPartnership"),
        second=(Family.WORK, Family.PLACE, Family.THING, Family.LAW),
    ),
    form("CONCERNS", "focuses on", r"(?:focus(?:es|sed|ed|ing)?|relat(?:es|ing)|concern(?:s|ing)|look(?:s|ing)) (?:on|to|at)?", score=55),
    form("USES", "uses", r"(?:uses|using|used|makes use of|utilis(?:es?|ing))", score=65),
)

MONEY: tuple[Form, ...] = (
    form("FUNDS", "invests in", r"(?:invests?|invested|investing|investment) in(?:to)?", score=78, first=(*DOERS, Family.MONEY)),
    form(
        "FUNDS",
        "was used for",
        r"(?:was|is|were|been|being)? ?(?:used|targeted) (?:to (?:develop|fund|support|deliver|provide|prevent|establish|run)|for)",
        score=72,
        first=(Family.MONEY,),
    ),
    form(
        "PAID_TO",
        "is paid to",
        r"(?:is|are|was|were|been)? ?(?:issued|paid|given|awarded|allocated|distributed|granted|opened|(?:made )?available) to(?: all)?",
        score=80,
        first=(Family.MONEY,),
    ),
    passive(
        "FUNDS", "is funded by", r"(?:part-|jointly )?(?:funded|financed|supported financially|paid for|resourced) (?:by|through|via|from)"
    ),
    passive(
        "FUNDS",
        "with funding from",
        r"(?<!released )(?<!provided )(?<!awarded )(?:funding|money|investment|monies) (?:from|through|via)",
        score=70,
    ),
    form("FUNDS", "funds", r"(?:funds|funded|has funded|finances|financed|provides? (?:\w+ )?funding (?:for|to))", score=80),
    passive("AWARDS", "is awarded by", r"(?:awarded|granted|allocated|made available) by"),
    form(
        "AWARDS",
        "awards",
        r"(?:awards?|awarded|award funding(?: to charities)?(?: \w+){0,12} from|grants?|granted|allocat(?:es?|ed)|administers?)",
        score=65,
    ),
    form(
        "BIDS_TO",
        "bids to",
        r"(?:bids?|bidding|applied|applications?|submitted (?:an? )?(?:\w+ )?(?:bids?|applications?)|coordinated a "
        r"bid)(?: for(?: ⟨?[^⟨⟩]{1,30}?)? from)?(?: (?:to|for|into|from))?",
        score=65,
    ),
)

REST: tuple[Form, ...] = (
    form("DEPENDS_ON", "depends on", r"(?:depends?|dependent|reliant|relies|rely) (?:up)?on"),
    form(
        "INFORMS",
        "informs",
        r"(?:informs|will inform|informed the|to inform|feeds? into|fed into|led to (?:the )?development of)",
        score=70,
    ),
    form(
        "REFERS_TO",
        "refers to",
        r"(?:as )?(?:set out in|described in|refers? to|referred to in|(?:link|links|linked|aligns?|aligned) (?:to|with)|"
        r"reflect(?:s|ed) in|included in)(?: the vision set out in)?",
        score=68,
        first=("Plan", "PriorityAction", "Strand", "Deliverable", "Programme"),
        second=("Plan", "PriorityAction", "Strand"),
    ),
    passive("INFORMS", "is informed by", r"informed by"),
    form("COVERS", "covers", r"(?:covers|covering|across|serves|serving|operates (?:in|across))", score=55),
    form(
        "COVERS",
        "is at work in",
        r"(?:implemented|operating|rolled out|introduced|active|in place|available|piloted|running) (?:in|across|within|throughout)",
        score=74,
        first=(Family.BODY, Family.WORK),
    ),
    form(
        "LOCATED_AT",
        "is located in",
        r"(?:(?:located|co-located|based|situated|housed) (?:in|at|within)|(?:leases?|leased|rents?|rented)(?: \w+){0,2}? (?:in|at))",
        score=75,
    ),
    form("SIGNPOSTS_TO", "refers people to", r"(?:signpost(?:s|ed|ing)?|refer(?:s|red)? (?:people|victims|individuals|cases)) to"),
)
