"""The types of crime of the police tables, how often each is registered, and what it depends on.

Yearly numbers are those of the Netherlands in 2023, rounded hard; only their proportions matter here.
"""

from typing import NamedTuple


class Offence(NamedTuple):
    """A type: code, title, number a year in a country of 17.9 million, what exposes an area to it."""

    code: str
    title: str
    yearly: int
    exposure: str
    hidden: bool = False  # not given per wijk and buurt
    yearly_only: bool = False


NATION = 17_900_000

OFFENCES = (
    Offence("1.1.1", "Diefstal/inbraak woning", 22_800, "dwellings"),
    Offence("1.1.2", "Diefstal/inbraak box/garage/schuur", 11_000, "dwellings"),
    Offence("1.2.1", "Diefstal uit/vanaf motorvoertuigen", 43_500, "cars"),
    Offence("1.2.2", "Diefstal van motorvoertuigen", 9_300, "cars"),
    Offence("1.2.3", "Diefstal van brom-, snor-, fietsen", 96_700, "visitors"),
    Offence("1.2.4", "Zakkenrollerij", 12_200, "visitors"),
    Offence("1.2.5", "Diefstal af/uit/van ov. voertuigen", 28_300, "cars"),
    Offence("1.3.1", "Ongevallen (weg)", 77_500, "inhabitants"),
    Offence("1.4.1", "Zedenmisdrijf", 8_500, "inhabitants", hidden=True),
    Offence("1.4.2", "Moord, doodslag", 2_500, "inhabitants"),
    Offence("1.4.3", "Openlijk geweld (persoon)", 4_000, "visitors"),
    Offence("1.4.4", "Bedreiging", 23_300, "inhabitants"),
    Offence("1.4.5", "Mishandeling", 39_200, "visitors"),
    Offence("1.4.6", "Straatroof", 2_400, "visitors"),
    Offence("1.4.7", "Overval", 540, "establishments"),
    Offence("1.5.2", "Diefstallen (water)", 790, "inhabitants"),
    Offence("1.6.1", "Brand/ontploffing", 4_200, "inhabitants"),
    Offence("1.6.2", "Overige vermogensdelicten", 82_800, "visitors"),
    Offence("1.6.3", "Mensenhandel", 640, "inhabitants"),
    Offence("2.1.1", "Drugs/drankoverlast", 170, "visitors"),
    Offence("2.2.1", "Vernieling cq. zaakbeschadiging", 69_900, "inhabitants"),
    Offence("2.4.1", "Burengerucht (relatieproblemen)", 230, "dwellings"),
    Offence("2.4.2", "Huisvredebreuk", 3_200, "inhabitants"),
    Offence("2.5.1", "Diefstal/inbraak bedrijven enz.", 12_900, "establishments"),
    Offence("2.5.2", "Winkeldiefstal", 44_800, "visitors"),
    Offence("2.6.1", "Inrichting Wet Milieubeheer", 50, "establishments"),
    Offence("2.6.2", "Bodem", 130, "inhabitants"),
    Offence("2.6.3", "Water", 8, "inhabitants"),
    Offence("2.6.4", "Afval", 110, "inhabitants"),
    Offence("2.6.5", "Bouwstoffen", 5, "inhabitants"),
    Offence("2.6.7", "Mest", 15, "inhabitants"),
    Offence("2.6.8", "Transport gevaarlijke stoffen", 360, "inhabitants"),
    Offence("2.6.9", "Vuurwerk", 920, "inhabitants"),
    Offence("2.6.10", "Bestrijdingsmiddelen", 3, "inhabitants"),
    Offence("2.6.11", "Natuur en landschap", 2, "inhabitants"),
    Offence("2.6.12", "Ruimtelijke ordening", 9, "inhabitants"),
    Offence("2.6.13", "Dieren", 700, "inhabitants"),
    Offence("2.6.14", "Voedselveiligheid", 2, "inhabitants"),
    Offence("2.7.2", "Bijzondere wetten", 2_400, "inhabitants"),
    Offence("2.7.3", "Leefbaarheid (overig)", 1_100, "inhabitants"),
    Offence("3.1.1", "Drugshandel", 13_400, "visitors"),
    Offence("3.1.2", "Mensensmokkel", 60, "inhabitants"),
    Offence("3.1.3", "Wapenhandel", 6_600, "inhabitants"),
    Offence("3.2.1", "Kinderporno", 900, "inhabitants", hidden=True),
    Offence("3.2.2", "Kinderprostitutie", 20, "inhabitants", hidden=True),
    Offence("3.3.2", "Onder invloed (lucht)", 7, "inhabitants"),
    Offence("3.3.5", "Lucht (overig)", 2, "inhabitants"),
    Offence("3.4.2", "Onder invloed (water)", 33, "inhabitants"),
    Offence("3.5.2", "Onder invloed (weg)", 42_300, "inhabitants"),
    Offence("3.5.5", "Weg (overig)", 12_000, "inhabitants"),
    Offence("3.6.4", "Aantasting openbare orde", 7_900, "visitors"),
    Offence("3.7.1", "Discriminatie", 500, "inhabitants"),
    Offence("3.7.2", "Vreemdelingenzorg", 160, "inhabitants"),
    Offence("3.7.3", "Maatsch. integriteit (overig)", 250, "inhabitants", yearly_only=True),
    Offence("3.7.4", "Cybercrime", 12_000, "inhabitants"),
    Offence("3.9.1", "Horizontale fraude", 87_800, "inhabitants"),
    Offence("3.9.2", "Verticale fraude", 350, "inhabitants"),
    Offence("3.9.3", "Fraude (overig)", 500, "inhabitants"),
)

OTHERS = (  # events of other suppliers, in the same way
    Offence("fire:chimney", "Schoorsteenbrand", 1_100, "dwellings"),
    Offence("fire:dwelling", "Woningbrand", 5_800, "dwellings"),
    Offence("fire:outdoor", "Buitenbrand", 16_000, "inhabitants"),
    Offence("bron:UMS", "Uitsluitend materiële schade", 90_000, "inhabitants"),
    Offence("bron:LET", "Letsel", 18_000, "inhabitants"),
    Offence("bron:DOD", "Dodelijk", 650, "inhabitants"),
    Offence("nuisance:housing", "Melding woonoverlast", 60_000, "rented"),
    Offence("reports:public_space", "Melding openbare ruimte", 900_000, "inhabitants"),
)

ALL = {offence.code: offence for offence in OFFENCES + OTHERS}
