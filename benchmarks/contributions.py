"""A hall of people who send at once: 200 contributions in ten seconds, a fifth with a photo of 5 MB.

A server of its own on a home of its own, as `wens serve` runs it, on this machine and on the same cores as the people.
Each person has an empty cache and a connection of her own. The questions (the first page, where, what, how) take people
a minute or more; here they are answered before the clock runs, as fast as the server goes, and how long that took is
told beside it. Then all send within nine seconds, 22 a second with chance between them (the seed is fixed), whatever
the server is doing: perhaps the page for a photo, the photo, looking it all over (the photo too), and sending, which is
pressed twice, and the page with the code. Redirects are followed. Left out are the files that are the same for
everybody and kept by the browser (script, icon, fonts).

Every request counts, from the moment that it should have been sent: the first of somebody from the moment she sends,
the others from the answer before. Afterwards it is counted in the database: nothing may be lost, nothing may be there
twice.
"""

import asyncio
import io
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.measuring import Measured
from benchmarks.visitors import Form, UnexpectedError, Visitor

PEOPLE, WITHIN_S, SPREAD_S = 200, 10.0, 9.0
P95_MS = 500.0
PHOTO_BYTES = 5_000_000
WRITING_AT_ONCE = 4
SEED = 7
_CODE = re.compile(rb"[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}")


class LostError(RuntimeError):
    """Something that was sent is not there, or is there twice; the message says what."""


@dataclass
class Seen:
    """What the senders saw: seconds per request, by kind, and the codes they were given."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    writing_s: float = 0.0


def run(*, small: bool = False) -> list[Measured]:
    """Let everybody tell; small=True: ten people with a small photo. Raises LostError."""
    people, spread = (10, 0.5) if small else (PEOPLE, SPREAD_S)
    photo = _photo(600_000 if small else PHOTO_BYTES)
    with tempfile.TemporaryDirectory(prefix="wens-bench-") as home, _site(Path(home)) as (address, meeting):
        moments = np.sort(np.random.default_rng(SEED).uniform(0, spread, people)).tolist()
        seen = Seen()
        clock = asyncio.run(_hall(address, meeting, moments, photo, seen))
        _check(_inside(Path(home), "count"), seen, people)
    return _held(seen, clock, people, len(photo))


def _held(seen: Seen, taken: float, people: int, photo_bytes: int) -> list[Measured]:
    everything = [one for kind in seen.seconds.values() for one in kind]
    p95 = float(np.quantile(everything, 0.95)) * 1000
    about: dict[str, object] = {
        "people": people,
        "requests": len(everything),
        "median ms": round(statistics.median(everything) * 1000),
        **{
            f"{kind} p95 ms": round(float(np.quantile(seen.seconds[kind], 0.95)) * 1000)
            for kind in ("page", "photo", "send")
        },
        "photo": f"{photo_bytes / 1e6:.1f} MB",
    }
    return [
        Measured("contributions, all requests p95", "500 ms", p95, P95_MS, p95 / P95_MS, 1.0, False, "ms", about),
        Measured("contributions, everybody done", "10 s", taken, WITHIN_S, taken / WITHIN_S, 1.0, False, "s",
                 {"people": people, "lost": 0, "twice": 0, "questions before": f"{seen.writing_s:.1f} s"}),
    ]  # fmt: skip


async def _hall(address: tuple[str, int], meeting: str, moments: list[float], photo: bytes, seen: Seen) -> float:
    """Let everybody answer the questions, then let each send at her moment; returns the seconds of the sending."""
    form = Form.with_file("photo", "plek.jpg", "image/jpeg", photo, go="check")
    began = time.perf_counter()
    at_once = asyncio.Semaphore(WRITING_AT_ONCE)
    async with asyncio.TaskGroup() as hall:
        writing = [hall.create_task(_write(address, meeting, number, at_once)) for number in range(len(moments))]
    seen.writing_s = time.perf_counter() - began
    start = time.perf_counter()
    async with asyncio.TaskGroup() as hall:
        for number, (moment, person) in enumerate(zip(moments, writing, strict=True)):
            photo_form = form if number % 5 == 0 else None
            hall.create_task(_send(person.result(), start + moment, photo_form, seen))
    return time.perf_counter() - start


async def _write(address: tuple[str, int], meeting: str, number: int, at_once: asyncio.Semaphore) -> Visitor:
    """One person answers the questions, up to looking it over."""
    async with at_once:
        one = Visitor(*address, due=time.perf_counter(), seconds={})
        text = f"Lawaai, keer op keer ({number})."
        try:
            await one.ask("page", f"/vertel/?bijeenkomst={meeting}")
            await one.ask("page", "/vertel/waar/")
            await one.ask("step", "/vertel/waar/", Form.of(area="BU99990000", go="next"))
            await one.ask("step", "/vertel/wat/", Form.of(subject="noise", text=text, go="next"))
            await one.ask("step", "/vertel/hoe/", Form.of(go="check"))
        except UnexpectedError as problem:
            raise LostError(str(problem)) from None
        return one


async def _send(one: Visitor, due: float, photo: Form | None, seen: Seen) -> None:
    """One person sends when it is her turn, whatever the server is doing."""
    await asyncio.sleep(due - time.perf_counter())
    one.due, one.seconds = due, seen.seconds
    try:
        if photo:
            await one.ask("page", "/vertel/foto/")
            await one.ask("photo", "/vertel/foto/", photo)
            await one.ask("page", "/vertel/wachtende-foto/1/")
        await one.ask("send", "/vertel/nakijken/", Form.of(go="next"), follow=False)
        found = _CODE.search(await one.ask("send", "/vertel/nakijken/", Form.of(go="next")))
        seen.codes.append(found.group().decode() if found else "")
    except UnexpectedError as problem:
        raise LostError(str(problem)) from None
    finally:
        await one.leave()


def _check(there: dict[str, int], seen: Seen, people: int) -> None:
    wanted = {"contributions": people, "originals": people, "photos": -(-people // 5), "announced": people}
    if there != wanted:
        raise LostError(f"In the database stand {there}, and sent were {wanted}.")
    if len(set(seen.codes)) != people or "" in seen.codes:
        raise LostError("Not everybody has a code of her own.")


def _photo(size: int) -> bytes:
    """A JPEG of about so many bytes, as a telephone makes it: 12 megapixels with grain."""
    from PIL import Image

    pixels = np.random.default_rng(7).normal(0, 1, (3024, 4032, 3)) * (32 if size > 3_000_000 else 3)
    pixels += np.linspace(20, 220, 4032)[None, :, None]
    out = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype("uint8")).save(out, "JPEG", quality=80)
    return out.getvalue()


@contextmanager
def _site(home: Path) -> Iterator[tuple[tuple[str, int], str]]:
    """Serve a new gemeente in which a meeting is open; gives the address and the code of the meeting."""
    meeting = _inside(home, "prepare")["meeting"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("wens")), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=_environment(home))  # noqa: S603  our own program
    try:
        _wait(f"http://127.0.0.1:{port}", server)
        yield ("127.0.0.1", port), str(meeting)
    finally:
        server.terminate()
        server.wait(timeout=30)
        _inside(home, "stop")


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    import httpx

    for _ in range(600):
        if server.poll() is not None:
            raise LostError(f"The server stopped at once (exit {server.returncode}).")
        try:
            if httpx.get(f"{address}/vertel/waar/", timeout=5, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise LostError("The server did not answer within 60 s.")


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WENS_")}
    return {**kept, "WENS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "wens.site.settings", "WENS_LOG_LEVEL": "ERROR"}


def _inside(home: Path, what: str) -> dict[str, int]:
    """Do something in the home of the measurement, in a process of its own: ours has another home."""
    command = [sys.executable, "-m", "benchmarks.contributions", what]
    folder = Path(__file__).resolve().parents[1]
    done = subprocess.run(command, env=_environment(home), cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise LostError(done.stderr[-800:])
    said: dict[str, int] = json.loads(done.stdout)
    return said


def _prepare() -> dict[str, str]:
    import datetime as dt

    from django.utils import timezone

    from wens.areas.actions import load_areas
    from wens.organisations.actions import register_gemeente
    from wens.site.setup import prepare_home
    from wens.tenancy.context import Actor, acting
    from wens.voices.models import Occasion

    prepare_home()
    machine, now = Actor.machine(), timezone.now()
    register_gemeente(code="GM9999", name="Meetstad", hosts=["127.0.0.1"], by=machine)
    load_areas(
        data=_shapes(), file="buurten.geojson", gemeente="GM9999", level="buurt", year=2024, code="code", name="name",
        parent="wijk", crs="EPSG:28992", commit=True, by=machine,
    )  # fmt: skip
    with acting("GM9999", machine):
        Occasion.objects.create(
            code="METEN2", title="Meting", area_code="GM9999", starts_at=now, ends_at=now + dt.timedelta(hours=1)
        )
    return {"meeting": "METEN2"}


def _shapes() -> bytes:
    features = []
    for at in range(4):
        x, y = 255_000 + 1000 * at, 470_000
        ring = [[x, y], [x + 1000, y], [x + 1000, y + 1000], [x, y + 1000], [x, y]]
        properties = {"code": f"BU999900{at:02d}", "name": f"Buurt {at}", "wijk": "WK999900"}
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _count() -> dict[str, int]:
    from wens.audit.models import Outgoing
    from wens.tenancy.context import Actor, acting
    from wens.voices.models import Attachment, Contribution, Original

    with acting("GM9999", Actor.machine(), rights={"read_originals"}):
        return {
            "contributions": Contribution.objects.count(),
            "originals": Original.objects.values("text").distinct().count(),
            "photos": Attachment.objects.filter(state=Attachment.State.READY).count(),
            "announced": Outgoing.objects.filter(topic="voices.contribution.received").count(),
        }


def _stop() -> dict[str, str]:
    from django.conf import settings

    from wens.site.postgres import EmbeddedServer

    EmbeddedServer(home=settings.WENS.home).destroy()
    return {}


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps({"prepare": _prepare, "count": _count, "stop": _stop}[sys.argv[1]]()))
