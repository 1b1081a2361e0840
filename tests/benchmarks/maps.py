"""Maps in a real Chromium, beside what pyvis itself writes for the same nodes and edges: ink, stillness, panning, clicks, memory.

pyvis' default page moves its nodes by physics: its first ink is waited for up to `STOPPED` seconds and counted as that. Its page with
physics off and default edges is what panning is held against. Nothing is asked of the network: what a page asks for is refused at once.
"""

from __future__ import annotations

import importlib.util
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from visualisations.page import render, write_page
from visualisations.spec import MapSpec

from .measure import ROOT
from .table import Result

SIZE, LINKS = 2000, 6000
LARGE, LARGE_LINKS = 5000, 15000
STOPPED = 120.0
_INK = """() => {
  const canvas = document.querySelector("canvas");
  if (!canvas || !canvas.width) return false;
  const small = document.createElement("canvas");
  small.width = 64; small.height = 48;
  const ctx = small.getContext("2d");
  ctx.drawImage(canvas, 0, 0, 64, 48);
  const { data } = ctx.getImageData(0, 0, 64, 48);
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] && data[at] + data[at + 1] + data[at + 2] < 690) return true;
  return false;
}"""
_PICTURE = "() => document.querySelector('canvas').toDataURL()"
_FRAMES = """() => {
  window.frames_ = [];
  const step = (now) => { window.frames_.push(now); requestAnimationFrame(step); };
  requestAnimationFrame(step);
}"""
_CLICK = """(id) => new Promise((done) => {
  const begun = performance.now();
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
  addEventListener("hashchange", painted, { once: true });
  location.hash = `#node=${encodeURIComponent(id)}&hops=1`;
})"""


def worlds() -> ModuleType:
    """`tests/visualisations/worlds.py`; tests are no package, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location("bench_worlds", ROOT / "tests" / "visualisations" / "worlds.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def by_pyvis(made: MapSpec, file: Path, *, physics: bool) -> Path:
    """The page that pyvis itself writes of a map's nodes and edges, everything at its default but, where asked, physics."""
    from pyvis.network import Network

    net = Network(height="700px", directed=True, cdn_resources="in_line")
    for at, item in enumerate(made.items):
        place = {} if physics else {"x": at % 50 * 120, "y": at // 50 * 90}
        net.add_node(item.id, label=item.name, **place)
    for link in made.links:
        net.edges.append({"from": link.from_id, "to": link.to_id, "arrows": "to"})  # `add_edge` looks through all of them each time
    net.toggle_physics(physics)
    file.write_text(net.generate_html(), "utf-8")
    return file


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser that reaches nothing."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@contextmanager
def opened(browser: Any, file: Path) -> Iterator[Any]:
    """A page of its own, loading."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.route("http*://**", lambda route: route.abort())
    page.set_default_timeout(STOPPED * 1000)
    page.goto(file.as_uri(), wait_until="commit")
    yield page
    context.close()


def first_ink(browser: Any, file: Path) -> float:
    """Seconds from the address to the first drawn pixel, at most `STOPPED`."""
    from playwright.sync_api import TimeoutError as Late

    begun = time.perf_counter()
    with opened(browser, file) as page:
        try:
            page.wait_for_function(_INK, polling=20)
        except Late:
            return STOPPED
        return min(STOPPED, time.perf_counter() - begun)


def stillness(browser: Any, file: Path) -> float:
    """Seconds until the picture no longer changes: the last change seen before half a second of the same."""
    begun = time.perf_counter()
    with opened(browser, file) as page:
        page.wait_for_function(_INK, polling=20)
        last, changed = page.evaluate(_PICTURE), time.perf_counter()
        while time.perf_counter() - changed < 0.5:
            now = page.evaluate(_PICTURE)
            if now != last:
                last, changed = now, time.perf_counter()
        return changed - begun


def pan(browser: Any, file: Path, ready: Callable[[Any], None]) -> float:
    """Milliseconds a frame while the whole map is dragged about for two seconds."""
    with opened(browser, file) as page:
        page.wait_for_function(_INK, polling=20)
        ready(page)
        box = page.locator("canvas").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.evaluate(_FRAMES)
        begun = time.perf_counter()
        step = 0
        while time.perf_counter() - begun < 2:
            step += 1
            page.mouse.move(x + step % 40 * 4, y + step % 25 * 4)
        frames = page.evaluate("window.frames_")
        page.mouse.up()
    return float((frames[-1] - frames[0]) / max(1, len(frames) - 1))


def whole(page: Any) -> None:
    """Draw all of it."""
    page.click("#show-all")
    page.wait_for_timeout(500)


def clicks(browser: Any, file: Path, *, everything: bool) -> float:
    """Milliseconds from choosing an entity that is drawn to the frame that shows it: the median of some."""
    with opened(browser, file) as page:
        page.wait_for_selector("html.js")
        page.wait_for_timeout(1500)
        if everything:
            whole(page)
        ids = page.evaluate("Landscape.canvas.view().nodes.slice(0, 9).map((node) => Landscape.model.items[+node.id].id)")
        return statistics.median(page.evaluate(_CLICK, item) for item in ids)


def heap(browser: Any, file: Path) -> float:
    """Megabytes that the page holds with everything drawn, after a collection."""
    with opened(browser, file) as page:
        page.wait_for_selector("html.js")
        whole(page)
        session = page.context.new_cdp_session(page)
        session.send("HeapProfiler.collectGarbage")
        return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 2**20


def measured(folder: Path, rounds: int = 3) -> Iterator[Result]:
    """The rows of bar 8."""
    made = {size: worlds().world(size, links) for size, links in ((SIZE, LINKS), (LARGE, LARGE_LINKS))}
    ours = {}
    for size, spec in made.items():
        ours[size] = folder / f"map-{size}.html"
        write_page(ours[size], render(spec))
    default = by_pyvis(made[SIZE], folder / "pyvis.html", physics=True)
    plain = by_pyvis(made[SIZE], folder / "pyvis-off.html", physics=False)
    what = f"map of {SIZE:,} and {LINKS:,}"

    def median(measure: Callable[[], float]) -> float:
        return statistics.median(measure() for _ in range(rounds))

    with chromium() as browser:
        peer = first_ink(browser, default)  # once, since it takes long
        ink = median(lambda: first_ink(browser, ours[SIZE]))
        yield Result(f"{what}: first ink", "wall", ink, peer, "pyvis' default", 0.03)
        yield Result(f"{what}: still", "wall", median(lambda: stillness(browser, ours[SIZE])), peer, "pyvis' default, first ink", 0.05)
        yield Result(
            f"map of {LARGE:,} and {LARGE_LINKS:,}: first ink",
            "wall",
            median(lambda: first_ink(browser, ours[LARGE])),
            ink,
            f"of {SIZE:,}",
            3.0,
        )
        frame = median(lambda: pan(browser, ours[SIZE], whole))
        other = median(lambda: pan(browser, plain, lambda page: page.wait_for_timeout(500)))
        yield Result(f"{what}, all drawn: a frame of panning", "milliseconds", frame, other, "physics off, default edges", 0.5)
        for everything, words in ((False, "as it opens"), (True, "all drawn")):
            took = clicks(browser, ours[SIZE], everything=everything)
            yield Result(f"{what}, {words}: click to paint", "milliseconds", took, 250.0, "at most", 1.0)
        yield Result(f"{what}, all drawn: heap", "megabytes", heap(browser, ours[SIZE]), 30.0, "at most", 1.0)
