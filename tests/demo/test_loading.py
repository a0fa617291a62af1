"""`wens demo`: Enschede from its tables to public figures, through the ordinary path."""

from pathlib import Path

import pytest

from wens.audit.models import Event
from wens.figures.queries import active_edition, figures_of
from wens.figures.rows import FigureRow
from wens.intake.models import Snapshot
from wens.organisations.models import Role
from wens.organisations.queries import account_by_email
from wens.site.demo.accounts import demo_logins
from wens.site.demo.loading import DemoError, Part, load_part
from wens.site.demo.tables import Load
from wens.site.demo.whole import CODE, load_demo
from wens.tenancy.context import Actor, acting

BY = Actor.machine()


@pytest.fixture
def single_operator(home: Path, settings: object) -> None:
    settings.WENS = settings.WENS.model_copy(update={"single_operator": True})  # type: ignore[attr-defined]


def newest(rows: list[FigureRow], indicator: str) -> FigureRow:
    return max((row for row in rows if row.indicator == indicator), key=lambda row: row.period)


def silent(_: str) -> None:
    """Tell nothing."""


@pytest.mark.slow  # Enschede whole, and once more
@pytest.mark.django_db
@pytest.mark.usefixtures("single_operator")
def test_the_demo_ends_with_public_figures_and_loading_it_again_changes_nothing() -> None:
    (loaded,) = load_demo(with_fictional=False, tell=silent)
    assert loaded.new

    with acting(CODE, BY):
        whole = figures_of("public", CODE)
        crime = newest(whole, "recorded_crimes_per_1000_inhabitants")
        assert (crime.count, crime.denominator, crime.period) == (9_024, 161_738, "2023")
        assert newest(whole, "burglaries_per_1000_dwellings").count == 266
        assert sum(r.count or 0 for r in whole if r.indicator == "chimney_fires_per_1000_dwellings") == 359
        pathmos = figures_of("public", "GM0153-LW-pathmos")
        assert newest(pathmos, "recorded_crimes_per_1000_inhabitants").verdict == ""  # a mix points to nothing
        assert "crosswalked" in newest(pathmos, "burglaries_per_1000_dwellings").flags
        assert newest(pathmos, "chimney_fires_per_1000_dwellings").count is None  # known per CBS wijk only
        before = (active_edition("public"), Snapshot.objects.count(), Event.objects.count())

    (again,) = load_demo(with_fictional=False, tell=silent)
    assert not again.new
    assert again.logins == loaded.logins
    with acting(CODE, BY):
        public, snapshots, _ = before
        assert (active_edition("public"), Snapshot.objects.count()) == (public, snapshots)


@pytest.mark.django_db
def test_a_table_that_is_refused_is_named_with_what_is_wrong(gemeente: object, tmp_path: Path) -> None:
    broken = tmp_path / "crimes_2023.csv"
    broken.write_text("SoortMisdrijf,WijkenEnBuurten,Perioden,GeregistreerdeMisdrijven\n0.0.0,BU01530000,2023JJ00,-4\n")
    with pytest.raises(DemoError, match=r"crimes_2023\.csv"):
        load_part(Part(broken, Load(source="politie")), by=BY)


@pytest.mark.django_db
def test_the_logins_stay_the_same_and_open_the_accounts(gemeente: object, home: Path) -> None:
    first = demo_logins(CODE, "enschede.example", by=BY)
    assert demo_logins(CODE, "enschede.example", by=BY) == first
    assert {login.role for login in first} == set(Role.values)
    assert {login.about for login in first} >= {"woonconsulent, Domijn", "wijkagent, Politie"}
    for login in first:
        account = account_by_email(login.email)
        assert account is not None
        assert account.check_password(login.password)
    assert (home / "keys" / "demo-logins.json").stat().st_mode & 0o077 == 0
