"""``wens demo``: Enschede with published figures, and a fictional gemeente with every source delivered."""

import os
from dataclasses import asdict
from time import monotonic
from typing import Annotated

import typer
from django.conf import settings

from wens.site.cli.common import AsJson, data_said_no, print_json, say, warn
from wens.site.demo.accounts import Login
from wens.site.demo.loading import DemoError
from wens.site.demo.whole import Loaded, load_demo


def demo(
    serve: Annotated[bool, typer.Option("--serve", help="Serve the site when it is loaded.")] = False,
    port: Annotated[int, typer.Option(help="Port on which the site answers.", min=1, max=65535)] = 8000,
    fictional: Annotated[bool, typer.Option(help="Also load the fictional gemeente.")] = True,
    as_json: AsJson = False,
) -> None:
    """Load the demo; what is already there is left as it is.

    Example: wens demo --serve --port 8123
    """
    began = monotonic()
    try:
        loaded = load_demo(with_fictional=fictional, tell=lambda text: warn(f"  {text}"))
    except DemoError as error:
        data_said_no(str(error))
    if as_json:
        print_json([asdict(one) for one in loaded])
    else:
        _print(loaded, port, monotonic() - began)
    if serve:
        from wens.site.cli.serve import serve as run_server

        _show_mail(port)
        run_server(port=port, jobs=True)


def _print(loaded: list[Loaded], port: int, seconds: float) -> None:
    fresh = any(one.new for one in loaded)
    say(f"The demo is loaded ({seconds:.0f} s)." if fresh else f"The demo was already there ({seconds:.0f} s).")
    for one in loaded:
        say(f"\n{one.name}: http://{one.host}:{port}/")
        for login in one.logins:
            say(f"  {_role(login)}: {login.email}  {login.password}")
    say(f"\nStaff log in at http://{loaded[0].host}:{port}/beheer/inloggen/")
    if settings.WENS.second_factor == "required":
        say("The first time each sets up a second step: a code from an app, or a passkey.")
    if not settings.WENS.single_operator:
        say("The public pages wait for a second person: log in as the second reader and confirm the editions.")


def _show_mail(port: int) -> None:
    """Let the server and its jobs write letters in a folder, unless this installation has a mail server."""
    os.environ.setdefault("WENS_PUBLIC_PORT", str(port))
    if not (settings.WENS.mail_server or settings.WENS.mail_folder):
        os.environ["WENS_MAIL_FOLDER"] = str(settings.WENS.home / "mail")
        say(f"Letters are not sent: they stand in {settings.WENS.home / 'mail'}")


def _role(login: Login) -> str:
    words = {"confirmer": "second reader", "civic": "civic group", "triage": "reads contributions"}
    return f"{words.get(login.role, login.role.replace('_', ' '))} ({login.about})"
