"""The command line. ``main`` sets Django up and hands over to the command; commands hold no logic of their own."""

import importlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typer import Typer

SUBCOMMANDS = {
    "areas": ("wens.site.cli.areas", "Areas: load, check, activate, crosswalk."),
    "snapshots": ("wens.site.cli.snapshots", "Deliveries: list, show, roll back, remove files whose time is over."),
    "editions": ("wens.site.cli.editions", "Editions of the figures: list, activate, roll back."),
    "db": ("wens.site.cli.db", "The embedded database: start, stop, status, upgrade."),
    "voices": ("wens.site.cli.voices", "Contributions: the keys of residents' contact details."),
    "user": ("wens.site.cli.user", "Accounts."),
    "organisations": ("wens.site.cli.organisations", "Partners and civic groups: load, list."),
    "gemeente": ("wens.site.cli.gemeente", "Gemeenten of this installation and their host names."),
    "rounds": ("wens.site.cli.rounds", "Rounds of the wijken of a gemeente."),
    "signals": ("wens.site.cli.signals", "Signals from statistics: look at a week, list, look back."),
    "places": ("wens.site.cli.named_places", "Named places that signals can be about: load, list."),
    "budgets": ("wens.site.cli.budgets", "Neighbourhood budgets: list, account of a year."),
    "plans": ("wens.site.cli.plans", "Programmes, focus points and actions: load, list."),
    "privacy": ("wens.site.cli.privacy", "Processing register, DPIA draft, retention."),
}
COMMANDS = {
    "sources": ("wens.site.cli.imports", "sources"),
    "import": ("wens.site.cli.imports", "import_"),
    "fetch": ("wens.site.cli.fetch", "fetch"),
    "build": ("wens.site.cli.figures", "build"),
    "figures": ("wens.site.cli.figures", "figures"),
    "photo": ("wens.site.cli.photo", "photo"),
    "report": ("wens.site.cli.paper", "report"),
    "overview": ("wens.site.cli.paper", "overview"),
    "publish": ("wens.site.cli.editions", "publish"),
    "export": ("wens.site.cli.privacy", "export"),
    "backup": ("wens.site.cli.db", "backup"),
    "restore": ("wens.site.cli.db", "restore"),
    "upgrade": ("wens.site.cli.db", "upgrade"),
    "serve": ("wens.site.cli.serve", "serve"),
    "worker": ("wens.site.cli.worker", "worker"),
    "demo": ("wens.site.cli.demo", "demo"),
    "bench": ("wens.site.cli.bench", "bench"),
    "settings": ("wens.site.cli.settings", "settings"),
}

# These work also when the database cannot be used as it is: they mend it, or do not need it.
WITHOUT_DATABASE = {"--help", "settings", "db", "backup", "restore", "upgrade", "bench"}


def _needs_no_database(arguments: list[str]) -> bool:
    first = arguments[0] if arguments else "--help"
    return "--help" in arguments or first in WITHOUT_DATABASE


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wens.site.settings")
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from wens import __version__

        sys.stdout.write(f"wens {__version__}\n")
        return
    import django

    django.setup()
    if not _needs_no_database(arguments):
        from wens.site.postgres import PostgresError
        from wens.site.setup import HomeNotReady, prepare_home

        try:
            prepare_home()
        except (HomeNotReady, PostgresError) as error:
            sys.stderr.write(f"{error}\n")
            raise SystemExit(1) from None
    _application(arguments)(prog_name="wens")


def _application(arguments: list[str]) -> "Typer":
    from wens.site.cli.common import command_app

    app = command_app("WENS: figures, photos and plans for safety in every wijk.")
    wanted = arguments[0] if arguments else ""
    everything = wanted not in SUBCOMMANDS and wanted not in COMMANDS
    for name, (module, text) in SUBCOMMANDS.items():
        if everything or name == wanted:
            app.add_typer(importlib.import_module(module).app, name=name, help=text)
    for name, (module, function) in COMMANDS.items():
        if everything or name == wanted:
            app.command(name)(getattr(importlib.import_module(module), function))

    @app.callback()
    def wens() -> None:
        """WENS: figures, photos and plans for safety in every wijk."""

    return app
