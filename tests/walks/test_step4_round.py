"""The walk of a round: photo, voices, round table, minutes, a dossier that a second person signs; then the next round.

Everything that people do goes over the screens, each with the own account; what residents tell goes over /vertel/'s own
action and is read by a trained person.
"""

import datetime as dt
import hashlib
import json
import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from tests.meetings.conftest import DORP, staff  # noqa: F401
from tests.meetings.test_screens import log_in
from tests.rounds.conftest import photographed, second  # noqa: F401
from tests.voices.people import People, told, working
from wens.meetings.models import Meeting
from wens.publication import caching
from wens.rounds import actions as rounds
from wens.rounds.models import Round, StepKey
from wens.rounds.steps import BEFORE_SIGNING
from wens.voices.actions import triage

pytestmark = pytest.mark.slow
SAID = "Bij de speeltuin is het 's avonds donker."


class Walk:
    """The people of this walk in their browsers."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.manager, self.domijn, self.police = (log_in(one) for one in (people.manager, people.domijn, people.police))
        self.second = log_in(second(people))
        self.public = Client()

    def do(self, who: Client, address: str, **fields: object) -> None:
        """Send a form that must be accepted."""
        answer = who.post(address, fields)
        assert answer.status_code == 302, (address, answer.status_code, answer.content.decode()[-3000:])

    def read(self, who: Client, address: str) -> str:
        """Open a page, made anew, and return its words."""
        caching.shelf.clear()
        answer = who.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return " ".join(answer.content.decode().split())

    def plan(self) -> Round:
        begin = timezone.localdate() - dt.timedelta(weeks=8)
        self.do(self.manager, "/beheer/rondes/nieuw/", area_codes=[DORP], begins_on=begin.isoformat(), weeks_between=0)
        one = Round.objects.latest("made_at")
        self.do(self.manager, f"/beheer/rondes/{one.pk}/ronde/start/")
        return one

    def listen(self) -> None:
        """Three residents tell, and a trained person makes it fit to read."""
        for street in ("Kade", "Plein", "Dorpsstraat"):
            one = told(area_code="BU00010000", theme="living", street=street, speaker="resident")
            with working(self.people.triage) as by:
                triage.take(contribution=one.pk, by=by)
                triage.approve_text(contribution=one.pk, text=SAID, public=True, by=by)

    def hold_table(self) -> Meeting:
        """Plan, invite, open, say, doubt, close; a partner approves the minutes, the manager publishes."""
        day = timezone.localdate().isoformat()
        self.do(self.manager, "/beheer/bijeenkomsten/nieuw/", kind="round_table", title="Ronde tafel Dorp", area=DORP,
                day=day, begins="00:01", ends="02:00", place="Wijkcentrum")  # fmt: skip
        table = Meeting.objects.get()
        at = f"/beheer/bijeenkomsten/{table.pk}"
        invited = [str(one.organisation_id) for one in (self.people.domijn, self.people.police)]
        self.do(self.manager, f"{at}/erbij/uitnodigen/", organisations=invited)
        self.do(self.manager, f"{at}/stap/open/", seen=Meeting.objects.get().version)
        page = self.read(self.domijn, f"{at}/tafel/")
        keys = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("edit", "statement")}
        self.do(self.domijn, f"{at}/tafel/", **keys, theme="living", nature="De lamp bij de speeltuin is vaak stuk.",
                place="Speeltuin", frequency="weekly", sureness="seen", size="one_spot", seen="{}")  # fmt: skip
        self.do(self.police, f"{at}/tafel/{keys['statement']}/mening/", edit=uuid.uuid4(), opinion="disagree")
        self.do(self.manager, f"{at}/erbij/afspraak/", organisation=invited[0], text="Vraag om een nieuwe lamp",
                due_on=day)  # fmt: skip
        self.do(self.manager, f"{at}/stap/close/", seen=Meeting.objects.get().version)
        self.do(self.manager, f"{at}/verslag/generate/")
        self.do(self.police, f"{at}/verslag/approve/", seen=1)
        self.do(self.manager, f"{at}/verslag/publish/")
        return Meeting.objects.get()


def test_a_round_is_walked_from_photo_to_signed_dossier_and_hands_on_what_was_left(photographed, settings):  # noqa: F811
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})
    walk = Walk(photographed)
    one = walk.plan()
    at = f"/beheer/rondes/{one.pk}"
    assert "Wacht op bewoners en ondernemers" in walk.read(walk.manager, f"{at}/")
    assert "Deze wijk is nu bij stap 1 van 8" in walk.read(walk.public, "/wijk/dorp/")
    walk.listen()
    table = walk.hold_table()
    for step in BEFORE_SIGNING:
        walk.do(walk.manager, f"{at}/stap/{step}/close/", note="Klaar, zie de feiten.")

    matrix = walk.read(walk.police, f"{at}/naast-elkaar/")
    assert all(words in matrix for words in ("De lamp bij de speeltuin is vaak stuk.", "Ziet dit anders", "Politie"))
    assert "Mensen noemden dit minstens 3 keer, in minstens 3 straten" in matrix
    assert walk.manager.post(f"{at}/ronde/sign/").status_code == 422
    walk.do(walk.second, f"{at}/ronde/sign/")

    page = walk.read(walk.public, "/wijk/dorp/dossier/1/")
    assert "Bij de speeltuin is het &#x27;s avonds donker." in page
    assert "De lamp bij de speeltuin" not in page
    body = walk.public.get("/wijk/dorp/dossier/1.json").content
    assert hashlib.sha256(body).hexdigest() in page
    living = next(theme for theme in json.loads(body)["themes"] if theme["key"] == "living")
    assert (living["residents"]["state"], living["figures"]["state"]) == ("points", "points")

    walk.do(walk.manager, f"{at}/ronde/finish/", note="Het plan volgt in de nieuwe ronde.")
    with working(photographed.manager) as by:
        again = rounds.plan(of=rounds.Plan([DORP], timezone.localdate() + dt.timedelta(days=1)), by=by)[0]
    walk.do(walk.manager, f"/beheer/rondes/{again.pk}/ronde/start/")
    left = walk.read(walk.domijn, f"/beheer/rondes/{again.pk}/")
    assert "Afspraak van Domijn: Vraag om een nieuwe lamp" in left
    assert "Stap die openbleef: Plan" in left
    assert str(table.pk) not in walk.read(walk.public, "/wijk/dorp/dossier/")
    assert walk.public.get("/wijk/dorp/dossier/1.json").content == body
    assert Round.objects.get(pk=again.pk).listens_from == timezone.localdate()
    assert again.steps.get(key=StepKey.COLLECT).due_on > timezone.localdate()
