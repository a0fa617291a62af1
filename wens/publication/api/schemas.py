"""The shapes of the API's answers, in camelCase; they are the OpenAPI document."""

from datetime import date, datetime
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from wens.figures.rows import FLAGS

Level = Literal["gemeente", "stadsdeel", "local_wijk", "wijk", "buurt"]
Language = Literal["nl", "en"]
Verdict = Literal["", "higher", "lower", "chance", "too_few"]
Trend = Literal["", "up", "down", "none", "too_few"]


class Shape(BaseModel):
    """Written in camelCase; a name that is not declared is left out."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Text(Shape):
    """One text in Dutch and English."""

    nl: str
    en: str


class Links(Shape):
    """Addresses of pages of a list; null where there is none."""

    self: str
    first: str
    prev: str | None
    next: str | None
    last: str


class Area(Shape):
    """An area of the division in use."""

    code: str
    name: str
    level: Level
    inside: dict[str, str] = Field(description="Codes of the larger areas that hold it, by level")
    inhabitants: int | None
    households: int | None
    dwellings: int | None
    borders_confirmed: bool = Field(description="Whether the gemeente has confirmed its borders")
    page: str = Field(description="Address of its page for people")
    photo: str = Field(description="Address of its photo in this API")


class SeriesBreak(Shape):
    """From this period on it is counted in another way."""

    period: str
    text: Text


class Indicator(Shape):
    """What a figure means."""

    key: str
    name: Text
    theme: str
    kind: Literal["rate", "count", "percent", "score"]
    unit: Text
    denominator: str | None
    per: int | None
    direction: str
    report_type: str
    tested: bool = Field(description="Whether a verdict may be given; never for police-found or modelled figures")
    source: str
    public_levels: list[Level]
    why: Text
    caveats: list[Text]
    series_breaks: list[SeriesBreak]
    author: str
    checker: str
    next_review: date = Field(description="Day of the next review of this definition")


class Figure(Shape):
    """One figure. A null value is not zero: `flags` and `reason` say why there is none."""

    area_code: str
    area_name: str
    level: Level
    generation: int = Field(description="Year of the division")
    indicator: str
    period: str = Field(description="2023, 2023-Q1, 2023-01 or 2021-2023")
    count: float | None
    denominator: float | None
    value: float | None
    low: float | None = Field(description="Lower end of the 95 % interval")
    high: float | None = Field(description="Upper end of the 95 % interval")
    unit: str
    comparison: float | None = Field(description="The same figure of the whole gemeente")
    verdict: Verdict = Field(description="Against the rest of the gemeente; empty: no verdict is given")
    verdict_q: float | None = Field(description="p after control of the false findings; higher and lower are <= 0.05")
    expected: float | None = Field(description="The count if this area were like the rest of its gemeente")
    stadsdeel_value: float | None
    land_value: float | None
    peer_value: float | None = Field(description="The rate of the similar areas together")
    peers: list[str] = Field(description="Codes of the similar areas, the most similar first")
    change: str = Field(description="up, down, none or too_few against the year before; empty: not tested")
    previous_value: float | None
    trend: Trend = Field(description="Over the years from trendFrom; empty: not tested")
    trend_p: float | None
    trend_yearly: float | None = Field(description="Factor per year")
    trend_low: float | None = Field(description="Lower end of its 95 % interval")
    trend_high: float | None = Field(description="Upper end of its 95 % interval")
    trend_from: str = Field(description="First year of the trend")
    flags: list[str] = Field(description=f"Any of {', '.join(FLAGS)}; pooled: several years together")
    reason: str
    source: str
    snapshot: str = Field(description="Numbers of the deliveries that it was counted from, joined by ;")


class Past(Shape):
    """One period of an indicator."""

    period: str
    count: float | None
    value: float | None
    flags: list[str]


class Compared(Shape):
    """One thing that a figure is compared with."""

    kind: Literal["gemeente", "stadsdeel", "peers", "country"]
    name: str
    value: float
    areas: list[str] = Field(description="Codes of the similar areas; empty for the others")


class PhotoIndicator(Shape):
    """One indicator in a photo, in words and in numbers."""

    key: str
    name: str
    report_type: str
    text: str = Field(description="The generated sentences, or why there is no number and how to ask for it")
    verdict_words: str
    unit: str
    sure: list[str] = Field(description="How it was counted and what was done to it")
    caveats: list[str]
    compared: list[Compared]
    spread: list[str] = Field(description="How it lies over the buurten of a gemeente or stadsdeel")
    figure: Figure | None
    history: list[Past]


class PhotoTheme(Shape):
    """One theme of a photo."""

    key: str
    name: str
    balance: str | None = Field(description="What a side of burden and capacity says; null for the other themes")
    indicators: list[PhotoIndicator]


class PhotoArea(Shape):
    """Whose photo it is."""

    code: str
    name: str
    level: Level
    inhabitants: int | None


class PhotoLine(Shape):
    """One line at the top of a photo."""

    verdict: Verdict
    indicator: str = Field(description="Key of the indicator that it is about; empty when about more")
    text: str


class Photo(Shape):
    """Part I of an area: theme by theme the newest figures, also those without a number and why."""

    area: PhotoArea
    edition: int
    number: int | None = Field(description="Number of the kept photo; null: as it is now")
    language: Language
    sentences_version: str
    definitions_digest: str = Field(description="SHA-256 over the definitions that it was made with")
    known: list[PhotoLine]
    unknown: list[PhotoLine]
    knelpunten: list[PhotoLine] = Field(description="Possible ones, the surest first; people decide")
    chance: list[str] = Field(description="What it means when most figures cannot be told from chance")
    themes: list[PhotoTheme]


class KeptPhoto(Shape):
    """A photo that was kept, and says the same for ever."""

    number: int
    edition: int
    frozen_at: datetime
    digest: str = Field(description="SHA-256 over the file with everything that was kept")
    photo: str
    file: str = Field(description="Address of that file on the site")


class PhotoLink(Shape):
    """A photo in the list of photos."""

    area_code: str
    area_name: str
    level: Level
    edition: int
    photo: str
    kept: list[KeptPhoto] = Field(description="The kept photos of the area, the newest first")


class Source(Shape):
    """Who delivers, and what may be done with it."""

    key: str
    name: Text
    publisher: str
    licence: str
    attribution: Text
    url: str | None
    newest_period: str | None = Field(description="Newest year on this site; null: nothing delivered yet")
    indicators: list[str]


class Edition(Shape):
    """All public figures of one build."""

    id: int
    year: int = Field(description="Year of the division")
    digest: str = Field(description="SHA-256 over the figures: two equal digests are equal figures")
    built_at: datetime
    figures: str


Item = TypeVar("Item")


class Page(Shape, Generic[Item]):
    """A part of a list."""

    items: list[Item]
    page: int
    page_size: int
    total: int = Field(description="Number of items on all pages")
    links: Links


class Fault(Shape):
    """One parameter at fault."""

    parameter: str
    message: str


class Problem(Shape):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[Fault] | None = None
