"""``wens serve`` before it serves."""

import socket

import pytest
import typer

from wens.site.cli.serve import serve


def test_a_port_that_is_taken_is_said_before_anything_starts(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(typer.Exit) as ended:
            serve(port=port)
    assert ended.value.exit_code == 2
    assert f"Port {port} on 127.0.0.1 cannot be used" in capsys.readouterr().err
