"""``wens voices``: the keys with which contact details of residents are sealed."""

from typing import Annotated

import typer

from wens.site.cli.common import AsJson, command_app, data_said_no, print_json, say
from wens.site.setup import home_lock
from wens.tenancy.context import Actor
from wens.voices import keyring
from wens.voices.actions.keys import rotate_contacts
from wens.voices.sealing import CannotOpen

app = command_app("Contributions of residents: the keys of their contact details.")


@app.callback()
def voices() -> None:
    """Contributions of residents: the keys of their contact details."""


@app.command("rotate-keys")
def rotate_keys(
    remove_old: Annotated[
        bool,
        typer.Option("--remove-old", help="Remove older keys for good, when one may have leaked; stop the site first."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a new key and seal the contact details of every gemeente with it. Make a backup first.

    Drafts of visitors that wait with a removed key are lost; what was sent stays. Exit 1 when something cannot be
    opened, and then every key stays. Example: wens voices rotate-keys --remove-old
    """
    with home_lock("contact-keys"):
        try:
            count = rotate_contacts(by=Actor.machine(), remove_old=remove_old)
        except CannotOpen as error:
            data_said_no(
                f"Not everything could be opened ({error}). No key was removed. Restore the missing key first."
            )
    if as_json:
        print_json({"sealed_again": count, "keys": keyring.key_ids("contacts")})
        return
    say(f"{count} contact details are sealed with the new key {keyring.newest('contacts')}.")
