"""The whole demo: both gemeenten with their accounts."""

from dataclasses import dataclass

from wens.site.demo import fictional
from wens.site.demo.accounts import Login, demo_logins
from wens.site.demo.bottlenecks import load_bottlenecks
from wens.site.demo.budgets import load_budgets
from wens.site.demo.districts import load_districts
from wens.site.demo.evaluated import load_evaluated
from wens.site.demo.evening import load_evening
from wens.site.demo.figure_signals import load_figure_signals
from wens.site.demo.initiatives import load_initiatives
from wens.site.demo.loading import DemoError, Tell, load_tables
from wens.site.demo.meetings import load_meetings
from wens.site.demo.plans import load_plans
from wens.site.demo.reports import load_reports
from wens.site.demo.rounds import load_rounds
from wens.site.demo.signals import load_signals
from wens.site.demo.tables import demo_tables
from wens.site.demo.voices import load_voices
from wens.site.demo.works import load_works
from wens.tenancy.context import Actor

CODE, YEAR, HOSTS = "GM0153", 2021, ["localhost", "127.0.0.1"]


@dataclass(frozen=True)
class Loaded:
    """A gemeente of the demo: under which host name it answers, who can log in, and whether anything was new."""

    gemeente: str
    name: str
    host: str
    new: bool
    logins: list[Login]


def load_demo(*, with_fictional: bool, tell: Tell) -> list[Loaded]:
    """Load the demo; what is already there stays as it is. Raises DemoError when a table is refused."""
    by = Actor.machine()
    return [_enschede(by, tell), *([_fictional(by, tell)] if with_fictional else [])]


def _enschede(by: Actor, tell: Tell) -> Loaded:
    demo = demo_tables(CODE)
    if demo is None:
        raise DemoError(f"The tables of {CODE} are not in this installation; install WENS again.")
    new = load_tables(demo, hosts=HOSTS, year=YEAR, by=by, tell=tell)
    logins = demo_logins(CODE, "enschede.example", by=by)
    tell(f"{demo.gemeente.name}: contributions")
    new |= load_voices(CODE) > 0
    new |= load_meetings(CODE) > 0
    new |= load_evening(CODE) > 0
    new |= load_rounds(CODE) > 0
    new |= load_bottlenecks(CODE, "enschede.example") > 0
    new |= load_plans(CODE) > 0
    new |= load_reports(CODE, "enschede.example") > 0
    new |= load_signals(CODE, "enschede.example") > 0
    new |= load_budgets(CODE, "enschede.example") > 0
    new |= load_districts(CODE, "enschede.example") > 0
    new |= load_initiatives(CODE, "enschede.example") > 0
    new |= load_works(CODE, "enschede.example") > 0
    return Loaded(CODE, demo.gemeente.name, HOSTS[0], new, logins)


def _fictional(by: Actor, tell: Tell) -> Loaded:
    new = fictional.load_fictional(by=by, tell=tell)
    logins = demo_logins(fictional.CODE, "verzonnenstad.example", by=by)
    tell(f"{fictional.NAME}: contributions")
    new |= load_voices(fictional.CODE) > 0
    tell(f"{fictional.NAME}: signals")
    new |= load_figure_signals(fictional.CODE, "verzonnenstad.example") > 0
    new |= load_evaluated(fictional.CODE) > 0
    return Loaded(fictional.CODE, fictional.NAME, fictional.HOST, new, logins)
