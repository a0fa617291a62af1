"""What a piece says, per kind: plain values that are kept as JSON with a version, and read back as they were."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

LONGEST_TITLE, LONGEST_LINE, LONGEST_TEXT = 160, 300, 4000

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TITLE)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_LINE)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_TEXT)]
RoleKey = Literal["wijkteam", "wijkagent", "district_manager", "corporation", "service_centre", "wijkraad", "other"]


class Content(BaseModel):
    """`title` and `text` are Dutch; where the English is empty, the page shows the Dutch and says so."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Title
    text: Text = ""
    title_en: Line = ""
    text_en: Text = ""

    def words(self, language: str) -> tuple[str, str, str]:
        """Return title and text in `language` (nl, en), and the language in which they are (an empty text counts)."""
        has_english = bool(self.title_en) and bool(self.text_en or not self.text)
        if language == "en" and has_english:
            return self.title_en, self.text_en, "en"
        return self.title, self.text, "nl"

    def texts(self) -> dict[str, str]:
        """Return the free texts, in which nobody may be recognised, by the name of their field."""
        return {"title": self.title, "text": self.text, "title_en": self.title_en, "text_en": self.text_en}


class Words(Content):
    """The text of a stadsdeel, of a programme in it, or a news item."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)]


class Desk(BaseModel):
    """A desk in a building: the zorgloket, and when it is open."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Title
    hours: Line = ""


class Contact(Content):
    """Whom to turn to: `title` is its name, `text` says for what.

    `telephone` is as the gemeente gave it; when it is empty, `number_of` says whose number out of the configuration is
    shown instead. `source` says where the address was found, for who checks it.
    """

    role: RoleKey
    telephone: Line = ""
    number_of: Literal["", "gemeente", "police"] = ""
    mail: Line = ""
    web: Annotated[str, StringConstraints(pattern=r"^(https://[^\s]+)?$", max_length=LONGEST_LINE)] = ""
    street: Line = ""
    postcode: Annotated[str, StringConstraints(pattern=r"^([1-9]\d{3} ?[A-Z]{2})?$")] = ""
    town: Line = ""
    hours: tuple[Line, ...] = ()
    desks: tuple[Desk, ...] = ()
    source: Line = ""


def content_of(kind: str, said: dict[str, Any]) -> Content:
    """Return the content of a piece of a kind. Raises pydantic's ValidationError."""
    return (Contact if kind == "contact" else Words).model_validate(said)
