"""The processing register and the draft of a DPIA as documents, written from the declarations."""

from datetime import date

from wens.privacy.definitions import activities
from wens.privacy.paper import Block, Paper, heading, items, notice, table, text
from wens.privacy.register import Entry, FieldEntry

GENERATED = (
    "Dit document is gemaakt uit de verklaringen bij de velden van het programma. Het is dus wat het programma doet, "
    "niet wat iemand zich herinnert."
)
DRAFT = (
    "CONCEPT. Dit is een begin van een DPIA (AVG art. 35). Een mens maakt hem af: de vragen hieronder kan een "
    "programma niet beantwoorden. De functionaris gegevensbescherming geeft daarna advies."
)
FIELD_HEADER = ("Tabel", "Veld", "Waarvoor", "Grondslag", "Hoe lang", "Wie leest het")

# What only people can weigh: AVG art. 35 lid 7, and the criteria of the European guideline WP 248 rev.01.
QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Noodzaak en evenredigheid",
        (
            "Welk besluit van college of raad draagt deze verwerking? Noem datum en vindplaats.",
            "Kan het doel ook met minder gegevens worden bereikt? Waarom niet?",
            "Wie is per partner de verwerkingsverantwoordelijke, en wat staat daarover in het convenant?",
            "Zijn er verwerkers (hosting, mail)? Noem de verwerkersovereenkomst en het land waar de gegevens staan.",
            "Op welk besluit onder de Wet politiegegevens berust elke levering van de politie?",
        ),
    ),
    (
        "Risico's voor de mensen om wie het gaat",
        (
            "Wat kan er misgaan als iemand een buurtgenoot herkenbaar beschuldigt? Hoe groot is die kans hier?",
            "Welke groepen zijn kwetsbaar, en wat doet een lek met hen?",
            "Kan iemand uit een rustige buurt worden herkend aan plaats, tijd en onderwerp samen?",
            "Wat merkt iemand ervan als een melding ten onrechte naar een partner gaat?",
        ),
    ),
    (
        "Maatregelen en wat overblijft",
        (
            "Welk risico blijft over na de maatregelen hieronder, en wie aanvaardt dat?",
            "Hoe zijn de lezers van meldingen geschoold, en wanneer opnieuw?",
            "Wanneer wordt deze beoordeling herhaald, en wie let daarop?",
        ),
    ),
    (
        "Gevraagd is aan",
        (
            "Wat vinden bewoners, ondernemers en wijkraden ervan (AVG art. 35 lid 9)? Hoe is het hun gevraagd?",
            "Wat adviseert de functionaris gegevensbescherming (AVG art. 35 lid 2)?",
            "Is voorafgaande raadpleging van de Autoriteit Persoonsgegevens nodig (AVG art. 36)?",
        ),
    ),
)


def register_paper(entries: list[Entry], gemeente: str, day: date) -> Paper:
    """Return the register as a document; `gemeente` is the name of the controller."""
    blocks = [text(GENERATED), text(f"Verwerkingsverantwoordelijke: gemeente {gemeente}.")]
    for one in entries:
        blocks += _entry(one)
    return Paper("Register van verwerkingen", f"Gemeente {gemeente}", day, tuple(blocks))


def _entry(one: Entry) -> list[Block]:
    said = one.activity
    blocks = [
        heading(said.name),
        table(
            ("Onderdeel", "Inhoud"),
            (
                ("Doel", said.purpose),
                ("Grondslag", said.basis),
                ("Van wie", "; ".join(said.people)),
                ("Voor wie", "; ".join(said.recipients)),
                ("Hoe lang", one.longest or "zie de bewaartermijn van de bron"),
            ),
        ),
    ]
    if one.fields:
        blocks.append(table(FIELD_HEADER, [_row(field) for field in one.fields]))
    return [*blocks, heading("Maatregelen", 3), items(one.measures)]


def _row(field: FieldEntry) -> tuple[str, ...]:
    return (field.table, field.field, field.purpose, field.basis, field.kept, field.audience)


def dpia_paper(entries: list[Entry], gemeente: str, day: date) -> Paper:
    """Return the draft of a DPIA: what the program does is filled in, what people must weigh stands as a question."""
    blocks = [notice(DRAFT), text(GENERATED), heading("Wat er gebeurt")]
    for one in entries:
        blocks += [
            heading(one.activity.name, 3),
            text(f"{one.activity.purpose} Grondslag: {one.activity.basis}."),
            text(f"Van: {'; '.join(one.activity.people)}. Voor: {'; '.join(one.activity.recipients)}."),
            text(
                f"Velden over personen: {len(one.fields)}. Langste bewaartermijn: {one.longest or 'per bron bepaald'}."
            ),
        ]
    blocks += [heading("Maatregelen die het programma neemt"), items(tuple(activities().measures.values()))]
    for title, questions in QUESTIONS:
        blocks.append(heading(title))
        blocks.append(table(("Vraag", "Antwoord"), [(question, "…") for question in questions]))
    return Paper("Concept van een DPIA", f"Gemeente {gemeente}", day, tuple(blocks))
