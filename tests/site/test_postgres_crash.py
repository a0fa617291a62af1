"""What is left after a crash never keeps the next start from working, and nothing runs on without a user."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.site.database_helpers import (
    GRACE_S,
    answers,
    first_line,
    processes_of,
    runs,
    server_at,
    start_user,
    wait_for,
)
from wens.site.postgres import EmbeddedServer
from wens.site.postgres.errors import PlaceError
from wens.site.postgres.layout import Layout, read_place

pytestmark = pytest.mark.slow  # each begins with a server of its own; every fast test uses one

NewHome = Callable[[], Path]


def test_a_killed_user_leaves_no_server_behind(new_home: NewHome) -> None:
    home = new_home()
    user = start_user(home)
    server = int(first_line(user))
    user.send_signal(signal.SIGKILL)
    user.wait()
    assert wait_for(lambda: not runs(server), 30, "the server ended after its user was killed") < 5
    wait_for(lambda: not processes_of(home), 5, "the keeper ended")


def test_a_program_started_by_a_user_does_not_keep_the_server(new_home: NewHome) -> None:
    home = new_home()
    server = server_at(home)
    server.hold()
    process = server.status().process or 0
    with subprocess.Popen(["sleep", "60"], close_fds=False) as child:
        server.release()
        wait_for(lambda: not runs(process), 10, "the server ended while a started program lives")
        child.kill()


def test_a_killed_server_is_started_again_while_it_has_users(new_home: NewHome) -> None:
    home = new_home()
    server = EmbeddedServer(home, grace_s=GRACE_S)
    server.hold()
    with psycopg.connect(**server.parameters("owner")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS x")
    first = server.status().process or 0
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: server.status().process not in (first, None) and answers(server), 30, "a new server")
    with psycopg.connect(**server.parameters("owner")) as connection:
        assert connection.execute("SELECT x FROM kept").fetchone() == (1,)


def test_a_killed_keeper_takes_the_server_with_it_and_the_next_hold_works(new_home: NewHome) -> None:
    home = new_home()
    server = server_at(home)
    server.hold()
    status = server.status()
    os.kill(status.keeper or 0, signal.SIGKILL)
    wait_for(lambda: not server.status().running, 5, "the keeper is gone")
    server.hold()
    assert answers(server)
    assert not runs(status.process or 0)


def test_keeper_and_server_killed_at_once_leave_files_that_do_no_harm(new_home: NewHome) -> None:
    home = new_home()
    server = server_at(home)
    server.hold()
    status = server.status()
    for process in (status.keeper, status.process):
        os.kill(process or 0, signal.SIGKILL)
    data, socket = Path(status.data or ""), Path(status.socket or "")
    wait_for(lambda: not runs(status.process or 0), 5, "the server is gone")
    assert (data / "postmaster.pid").exists()
    assert (socket / ".s.PGSQL.5432").exists()
    server.hold()
    assert answers(server)


def test_the_number_of_a_dead_server_taken_by_another_process_does_no_harm(new_home: NewHome) -> None:
    home = new_home()
    server = server_at(home)
    server.hold()
    data = Path(server.status().data or "")
    socket = Path(server.status().socket or "")
    server.stop()
    with subprocess.Popen(["sleep", "60"]) as stranger:
        lines = [str(stranger.pid), str(data), str(int(time.time())), "5432", str(socket), "", "1 1", "ready"]
        (data / "postmaster.pid").write_text("\n".join(lines) + "\n")
        socket.mkdir(mode=0o700, exist_ok=True)
        os.chown(socket, data.stat().st_uid, data.stat().st_gid)
        (socket / ".s.PGSQL.5432.lock").write_text("\n".join(lines) + "\n")
        Layout(home).state.write_text(json.dumps({"keeper": stranger.pid, "process": stranger.pid}))
        assert not server.status().running
        server.hold()
        assert answers(server)
        assert stranger.poll() is None
        stranger.kill()


def test_a_server_started_by_hand_on_the_same_data_is_refused(new_home: NewHome) -> None:
    home = new_home()
    server = server_at(home)
    server.hold()
    data = Path(server.status().data or "")
    server.stop()
    with subprocess.Popen(["sleep", "60"], cwd=data) as stranger:
        (data / "postmaster.pid").write_text(f"{stranger.pid}\n")
        with pytest.raises(PlaceError, match=f"process {stranger.pid}"):
            server.hold()
        stranger.kill()
    server.hold()
    assert answers(server)


def test_a_start_killed_while_it_makes_the_data_is_finished_by_the_next(new_home: NewHome) -> None:
    home = new_home()
    user = start_user(home)
    wait_for(lambda: (home / "postgres" / "place.json").exists(), 20, "the keeper has begun")
    time.sleep(0.6)
    for process in [*processes_of(home), user.pid]:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue
    user.wait()
    server = server_at(home)
    server.hold()
    assert answers(server)
    assert not (read_place(Layout(home)).cluster / "data.making").exists()


def test_a_socket_folder_that_somebody_else_made_is_not_used(new_home: NewHome) -> None:
    home = new_home()
    server = server_at(home)
    server.hold()
    socket = Path(server.status().socket or "")
    server.stop()
    socket.mkdir(mode=0o777, exist_ok=True)
    socket.chmod(0o777)
    assert server.hold()["host"] != str(socket)
    assert answers(server)
    socket.rmdir()


def test_stopping_a_server_that_never_ran_is_no_error(new_home: NewHome) -> None:
    server = server_at(new_home())
    server.stop()
    assert not server.status().running
