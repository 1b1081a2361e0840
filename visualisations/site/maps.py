"""A map as a page of a site: its scripts and styles become files that all maps share, and its entities link to their pages. Pure.

What `page.render` gives is one file with everything in it. Its attribute-less `<script>` and `<style>` hold our own texts and nothing else:
names and facts are escaped, and data stand in scripts of another type.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable

from markupsafe import Markup

from visualisations.site.landscape import Link

POLICY = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file:; base-uri 'none'; form-action 'none'"
"""What every page of a site may load: its own files.

By the letter of the standard `'self'` is nothing for a page that was opened from disk, whatever Chromium makes of it: `file:` is for
those, and lets a page from a server load nothing more, since browsers keep it from the disk.
"""

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
_ID = re.compile(r'<span class="id">([^<]*)</span>')
_TOP = '<header class="top">'


def as_site_page(text: str, address: Callable[[str], str], crumbs: list[Link], site: str) -> tuple[str, dict[str, str]]:
    """The page with its shared files outside of it: its text, and the texts of those files by their names under `assets/`.

    `address` gives the page of an entity from the root of the site; the map itself stands one folder down. `site` is the site's title.
    """
    files: dict[str, str] = {}

    def outside(ending: str, tag: str) -> Callable[[re.Match[str]], str]:
        def put(found: re.Match[str]) -> str:
            name = f"map-{hashlib.sha256(found[1].encode()).hexdigest()[:10]}.{ending}"
            files[name] = found[1]
            return tag.format(f"../assets/{name}")

        return put

    def linked(found: re.Match[str]) -> str:
        href = address(html.unescape(found[1]))
        return f'<span class="id"><a href="../{href}">{found[1]}</a></span>' if href else found[0]

    text = _SCRIPT.sub(outside("js", '<script src="{}"></script>'), text)
    text = _STYLE.sub(outside("css", '<link rel="icon" href="../assets/icon.svg">\n<link rel="stylesheet" href="{}">'), text)
    text = text.replace("</title>", Markup(" · {}</title>").format(site), 1)
    text = _POLICY.sub(lambda found: f"{found[1]}{POLICY}{found[2]}", text)
    text = _ID.sub(linked, text)
    trail = Markup(" › ").join(Markup('<a href="../{}">{}</a>').format(link.href, link.name) for link in crumbs)
    nav = Markup('<nav aria-label="Breadcrumb">{} › <span aria-current="page">{}</span></nav>').format(trail, "This map")
    return text.replace(_TOP, f"{_TOP}\n{nav}", 1), files
