"""A round table of 40 devices: how long until what one of them said is on every other screen.

A server of its own on a home of its own, on this machine, with the devices beside it. Each looks as often as the page
does (wens/site/static/wens/roundtable.js) and says something every ten seconds; each batch is sent twice. Afterwards it
is counted in the database: nothing may be lost, nothing may be there twice.
"""

import json
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.contributions import LostError, _environment, _shapes, _stop, _wait
from benchmarks.measuring import Measured

DEVICES, SECONDS, SAYS_EVERY_S, LOOKS_EVERY_S = 40, 60.0, 10.0, 0.7
P95_MS = 1000.0


@dataclass
class Evening:
    """What happened: when each statement was said, and how long (s) until each other device had it."""

    said: dict[str, float] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    looks: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def run(*, small: bool = False) -> list[Measured]:
    """Let everybody talk; small=True: four devices for six seconds. Raises LostError."""
    devices, seconds = (4, 6.0) if small else (DEVICES, SECONDS)
    with tempfile.TemporaryDirectory(prefix="wens-bench-") as home, _site(Path(home), devices) as (address, prepared):
        evening, start = Evening(), time.perf_counter()
        with ThreadPoolExecutor(max_workers=devices) as pool:
            sitting = [
                pool.submit(_sit, address, prepared, number, devices, start, seconds, evening)
                for number in range(devices)
            ]
            for one in sitting:
                one.result()
        _check(_inside(Path(home), "count"), evening, devices)
    return [_held(evening, devices)]


def _held(evening: Evening, devices: int) -> Measured:
    p95 = float(np.quantile(evening.waits, 0.95)) * 1000
    about: dict[str, Any] = {
        "devices": devices,
        "statements": len(evening.said),
        "median ms": round(statistics.median(evening.waits) * 1000),
        "look p95 ms": round(float(np.quantile(evening.looks, 0.95)) * 1000),
        "lost": 0,
        "twice": 0,
    }
    return Measured("round table, on every screen p95", "1 s", p95, P95_MS, p95 / P95_MS, 1.0, False, "ms", about)


def _check(there: dict[str, int], evening: Evening, devices: int) -> None:
    wanted = {"statements": len(evening.said), "edits": len(evening.said)}
    if there != wanted:
        raise LostError(f"In the database stand {there}, and said were {wanted}.")
    if len(evening.waits) != len(evening.said) * (devices - 1):
        raise LostError(f"{len(evening.waits)} times something was seen, of {len(evening.said)} × {devices - 1}.")


def _sit(
    address: str, prepared: dict[str, Any], number: int, devices: int, start: float, seconds: float, evening: Evening
) -> None:
    """One device: looks, and says something when it is its turn; stays until all is seen, at most ten seconds more."""
    import httpx

    token = secrets.token_hex(16)
    cookies = {"sessionid": prepared["sessions"][number], "csrftoken": token}
    path, seen, cursor, tag = f"/beheer/bijeenkomsten/{prepared['meeting']}/tafel/sync/", set[str](), "", ""
    turn = start + SAYS_EVERY_S * (number + 0.5) / devices
    with httpx.Client(base_url=address, timeout=30, trust_env=False, cookies=cookies) as client:
        time.sleep(LOOKS_EVERY_S * number / devices)
        while (now := time.perf_counter()) < start + seconds + 10:
            if now >= start + seconds and len(seen) == len(evening.said):
                return
            if turn <= now < start + seconds:
                turn += SAYS_EVERY_S
                said = str(uuid.uuid4())
                with evening.lock:
                    evening.said[said] = now
                body = {"edits": [_edit(said, number)], "cursor": cursor}
                for _ in range(2):
                    answer = client.post(path, json=body, headers={"X-CSRFToken": token})
            else:
                answer = client.get(path, params={"cursor": cursor}, headers={"If-None-Match": tag} if tag else {})
                with evening.lock:
                    evening.looks.append(time.perf_counter() - now)
            if answer.status_code == 200:
                cursor, tag = answer.json()["cursor"], answer.headers["ETag"]
                _note({one["id"] for one in answer.json()["statements"]} - seen, seen, number, evening, answer.json())
            elif answer.status_code != 304:
                raise LostError(f"{path} answers {answer.status_code}")
            time.sleep(max(0.0, LOOKS_EVERY_S - (time.perf_counter() - now)))


def _note(fresh: set[str], seen: set[str], number: int, evening: Evening, said: dict[str, Any]) -> None:
    """Note how long each fresh statement of another device took to get here."""
    now, mine = time.perf_counter(), {one["id"] for one in said["statements"] if one["fields"]["place"] == f"{number}"}
    seen |= fresh
    with evening.lock:
        evening.waits += [now - evening.said[one] for one in fresh - mine]


def _edit(statement: str, number: int) -> dict[str, Any]:
    made_at = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
    changes = {"theme": "living", "place": f"{number}", "nature": "Grof vuil blijft liggen."}
    return {"id": str(uuid.uuid4()), "statement": statement, "changes": changes, "seen": {}, "made_at": made_at}


@contextmanager
def _site(home: Path, devices: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Serve a new gemeente with an open round table; gives the address, the meeting and a session per device."""
    prepared = _inside(home, "prepare", str(devices))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("wens")), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=_settings(home))  # noqa: S603  our own program
    try:
        _wait(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}", prepared
    finally:
        server.terminate()
        server.wait(timeout=30)
        _inside(home, "stop")


def _settings(home: Path) -> dict[str, str]:
    return {**_environment(home), "WENS_SECOND_FACTOR": "optional"}


def _inside(home: Path, *what: str) -> dict[str, Any]:
    """Do something in the home of the measurement, in a process of its own: ours has another home."""
    command = [sys.executable, "-m", "benchmarks.roundtable", *what]
    folder = Path(__file__).resolve().parents[1]
    done = subprocess.run(command, env=_settings(home), cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise LostError(done.stderr[-800:])
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _prepare(devices: int) -> dict[str, Any]:
    import datetime as dt

    from django.test import Client
    from django.utils import timezone

    from wens.areas.actions import load_areas
    from wens.meetings import actions
    from wens.meetings.models import Kind
    from wens.organisations.actions import create_account, make_organisation, register_gemeente
    from wens.site.setup import prepare_home
    from wens.tenancy.context import Actor, acting

    prepare_home()
    machine, now = Actor.machine(), timezone.now()
    register_gemeente(code="GM9999", name="Meetstad", hosts=["127.0.0.1"], by=machine)
    load_areas(
        data=_shapes(), file="buurten.geojson", gemeente="GM9999", level="buurt", year=2024, code="code", name="name",
        parent="wijk", crs="EPSG:28992", commit=True, by=machine,
    )  # fmt: skip
    of = actions.Plan(Kind.ROUND_TABLE, "Meting", ["BU99990000"], now, now + dt.timedelta(hours=1), "hier")
    sessions = []
    with acting("GM9999", machine, rights={"manage_meetings", "take_part_in_meetings"}):
        meeting = actions.plan_meeting(of=of, by=machine)
        for number in range(devices):
            partner = make_organisation(name=f"Partner {number}", kind="housing", by=machine)
            actions.invite(meeting=meeting.pk, organisation=partner.pk, by=machine)
            account = create_account(
                email=f"p{number}@example.nl", name=f"P {number}", role="partner", password=secrets.token_urlsafe(12),
                by=machine, organisation=partner,
            )  # fmt: skip
            client = Client()
            client.force_login(account, "wens.site.login.AccountBackend")
            sessions.append(client.cookies["sessionid"].value)
        actions.move(meeting=meeting.pk, name="open", by=machine)
    return {"meeting": str(meeting.pk), "sessions": sessions}


def _count() -> dict[str, int]:
    from wens.meetings.models import Edit, Statement
    from wens.tenancy.context import Actor, acting

    with acting("GM9999", Actor.machine(), rights={"take_part_in_meetings"}):
        return {"statements": Statement.objects.count(), "edits": Edit.objects.count()}


if __name__ == "__main__":
    import django

    django.setup()
    what, *more = sys.argv[1:]
    if what == "stop":
        outcome: dict[str, Any] = _stop()
    else:
        outcome = _count() if what == "count" else _prepare(int(more[0]))
    sys.stdout.write(json.dumps(outcome) + "\n")
