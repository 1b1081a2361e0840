"""A thousand hostile texts, the same each time: what closes a context, what would run, and what hides both."""

from __future__ import annotations

import random
from urllib.parse import quote

RUN = "window.ran=1"
CLOSERS = (
    "", "</script>", "</style>", "</title>", "</textarea>", "</svg>", "</q>", "-->", "]]>", '"', "'", "`", '">', "'>", "*/", "\\", "\\\"",
    "}}", "%}", "${", "\n", "\u2028", "\u202e", "\x00", "&#34;", "\\u0022", ")", ";", "</li></ul>", "\ud800",
)  # fmt: skip
PAYLOADS = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"<a href=javascript:{RUN}>here</a>",
    f"<input autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<body onload={RUN}>",
    f"<math><mtext><style><img src=x onerror={RUN}>",
    "<base href=//example.org/>",
    "<meta http-equiv=refresh content='0;url=//example.org'>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<style>*{display:none}</style>",
    "<!-- <script>",
    "<![CDATA[",
    f"javascript:{RUN}",
    f"\" onmouseover={RUN} x=\"",
    f"' onclick={RUN} x='",
    "{{ 7 * 7 }}",
    "{% include 'page.html' %}",
    "{{ config.__class__.__mro__ }}",
    f"${{{RUN}}}",
    f"`);{RUN}//",
    f"}};{RUN};//",
    "url(//example.org/x)",
    "@import '//example.org/x.css';",
    "__proto__",
    "constructor",
    "toString",
    "#node=x&hops=9",
    "&story=1#all",
    "=cmd|' /C calc'!A0",
    "xlink:href=//example.org",
    "<use href=//example.org/x.svg#a>",
    "<foreignObject><body onload=window.ran=1>",
    "../../../etc/passwd",
    "日本語 Ωmega Žlutý",
)  # fmt: skip


def texts(count: int = 1000, seed: int = 7) -> list[str]:
    """So many different hostile texts."""
    rand = random.Random(seed)  # noqa: S311 - no secret, only the same texts each time
    hide = (str, str, str, str.upper, quote, lambda text: text.replace("<", "&lt;"), lambda text: text.replace("<", "\\u003c"))
    found: dict[str, None] = {}
    while len(found) < count:
        parts = [
            rand.choice(CLOSERS),
            rand.choice(hide)(rand.choice(PAYLOADS)),
            rand.choice(CLOSERS),
            rand.choice(("", rand.choice(PAYLOADS))),
        ]
        text = "".join(parts).encode("utf-8", "surrogatepass").decode("utf-8", "replace") if rand.random() < 0.9 else "".join(parts)
        if text.strip():
            found[text] = None
    return list(found)
