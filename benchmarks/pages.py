"""The page of a wijk as a slow telephone gets it: how heavy it is, and when it can be read.

A real browser with an empty cache, held back by its own tools to what Lighthouse calls slow 4G (150 ms there and back,
1.6 Mbit/s down, 0.75 up) and to the processor of its middling telephone: how far depends on this machine, which is
measured first (Lighthouse, docs/throttling.md, "Calibrating the CPU slowdown": a fixed factor makes a slow server a
slower telephone than anybody has). Needs a Chromium and the development extra.
Serves the data of this installation (`WENS_HOME`), or uses a running site: WENS_BENCH_ADDRESS.
"""

import os
import shutil
import statistics
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.measuring import Measured
from benchmarks.page import NothingToServeError, served, wijk_pages

MOST_KILOBYTES = 60.0
MOST_SECONDS = 1.0
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
# Lighthouse's calculator: a machine with this BenchmarkIndex is so many times as fast as the telephone.
INDEX, SLOWER = (150.0, 800.0, 1300.0, 1533.0, 2000.0), (1.0, 2.0, 3.0, 4.0, 6.0)
# BenchmarkIndex: the mean of how often a second, divided by ten, a string of 10,000 letters is made letter by letter,
# and 100,000 numbers are copied from one array to another.
_INDEX = """() => {
    const often = (work, start = performance.now(), times = 0) => {
        while (times % 10 || performance.now() - start < 500) { work(times); times += 1; }
        return times / 10 / ((performance.now() - start) / 1000);
    };
    const numbers = [Array.from({length: 100000}, (_, at) => at), Array.from({length: 100000}, (_, at) => at)];
    const letters = () => { let text = ''; for (let at = 0; at < 10000; at++) text += 'a'; return text.length; };
    const copies = turn => {
        const from = numbers[turn % 2], to = numbers[1 - turn % 2];
        for (let at = 0; at < from.length; at++) to[at] = from[at];
    };
    return (often(letters) + often(copies)) / 2;
}"""
PHONE = {"width": 360, "height": 740}
# The moment of the largest thing on the screen (Largest Contentful Paint) and of the document that is complete, in ms.
_READY = """() => new Promise(done => {
    const document_ready = performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd;
    new PerformanceObserver(list => done(Math.max(document_ready, list.getEntries().at(-1).startTime)))
        .observe({type: 'largest-contentful-paint', buffered: true});
})"""


@dataclass(frozen=True)
class Visit:
    """One first visit: seconds until it can be read, and kilobytes over the line, all files together."""

    seconds: float
    kilobytes: float
    files: int


def run(*, small: bool = False) -> list[Measured]:
    """Measure first visits to pages of wijken; raises NothingToServeError without a browser."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    browser = next((path for path in found if path), None)
    if browser is None:
        raise NothingToServeError("No Chromium on this machine: sudo apt install chromium")
    with served() as address:
        pages = wijk_pages(address)
        chosen = pages[:1] if small else pages[:: max(1, len(pages) // 7)]
        slower, visits = visit_all(browser, f"http://{address[0]}:{address[1]}", chosen)
    seconds = statistics.median(visit.seconds for visit in visits)
    heaviest = max(visits, key=lambda visit: visit.kilobytes)
    about: dict[str, Any] = {
        "pages": len(visits),
        "processor": f"1/{slower}",
        "slowest": f"{max(one.seconds for one in visits):.2f} s",
    }
    weight: dict[str, Any] = {"pages": len(visits), "files": heaviest.files}
    return [
        Measured(
            "wijk page on a slow phone", "1 s", seconds, MOST_SECONDS, seconds / MOST_SECONDS, 1.0, False, details=about
        ),
        Measured(
            "weight of a wijk page", "60 KB over the line", heaviest.kilobytes, MOST_KILOBYTES,
            heaviest.kilobytes / MOST_KILOBYTES, 1.0, False, "KB", weight,
        ),
    ]  # fmt: skip


def visit_all(browser: str, site: str, paths: list[str]) -> tuple[float, list[Visit]]:
    """Visit each page with an empty cache in the Chromium at `browser`; also how much slower its processor was made."""
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=arguments)
        try:
            slower = _slower(chromium)
            return slower, [_visit(chromium, f"{site}{path}", slower) for path in paths]
        finally:
            chromium.close()


def _slower(chromium: Any) -> float:
    tab = chromium.new_page()
    index = statistics.median(tab.evaluate(_INDEX) for _ in range(3))
    tab.close()
    return round(float(np.interp(index, INDEX, SLOWER)), 1)


def _visit(chromium: Any, url: str, slower: float) -> Visit:
    context = chromium.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
    tab = context.new_page()
    tools = context.new_cdp_session(tab)
    sizes: list[float] = []
    tools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", SLOW_4G)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    answer = tab.goto(url, wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise NothingToServeError(f"{url} answers {answer.status if answer else 'nothing'}")
    seconds = float(tab.evaluate(_READY)) / 1000
    context.close()
    return Visit(seconds, sum(sizes) / 1000, len(sizes))
