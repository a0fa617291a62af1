"""The words of generated sentences, in Dutch (B1) and English; what stands between braces is filled from figures."""

from collections.abc import Mapping

VERSION = "2026-11c"

Words = Mapping[str, str]

TEMPLATES: dict[str, Words] = {
    "counted_many": {
        "nl": "In {area} zijn er in {period} {count} {short} geteld.",
        "en": "In {area}, {count} {short} were counted in {period}.",
    },
    "counted_one": {
        "nl": "Het aantal {short} in {area} was in {period} 1.",
        "en": "The number of {short} in {area} was 1 in {period}.",
    },
    "counted_none": {
        "nl": "In {area} zijn er in {period} geen {short} geteld.",
        "en": "In {area}, no {short} were counted in {period}.",
    },
    "counted_about": {
        "nl": "In {area} waren er in {period} ongeveer {count} {short}, omgerekend uit gebieden met andere grenzen.",
        "en": "In {area}, there were about {count} {short} in {period}, converted from areas with other borders.",
    },
    "measured": {
        "nl": "Het cijfer voor {short} in {area} was in {period}: {value} ({unit}).",
        "en": "The figure for {short} in {area} was {value} ({unit}) in {period}.",
    },
    "rate": {
        "nl": "Dat zijn er ongeveer {value} {unit} (tussen {low} en {high}).",
        "en": "That is about {value} {unit} (between {low} and {high}).",
    },
    "compared": {"nl": "In {gemeente} zijn dat er {comparison}.", "en": "In {gemeente} it is {comparison}."},
    "compared_measure": {"nl": "In {gemeente} is dat {comparison}.", "en": "In {gemeente} it is {comparison}."},
    "higher": {
        "nl": "Dit verschil is groter dan je door toeval verwacht.",
        "en": "This difference is larger than you would expect by chance.",
    },
    "lower": {
        "nl": "Het is hier minder. Dit verschil is groter dan je door toeval verwacht.",
        "en": "It is less here. This difference is larger than you would expect by chance.",
    },
    "chance": {
        "nl": "Dit verschil is niet te onderscheiden van toeval.",
        "en": "This difference cannot be told from chance.",
    },
    "too_few": {
        "nl": "Het zijn te weinig gevallen om daar iets over te zeggen.",
        "en": "These are too few cases to say anything about that.",
    },
    "converted": {
        "nl": "Het aantal is omgerekend, en dus niet precies genoeg voor een oordeel.",
        "en": "The number was converted, and so is not exact enough for a verdict.",
    },
    "haal": {
        "nl": "Dit hangt af van hoe vaak de politie controleert. Daarom geven we hier geen oordeel.",
        "en": "This depends on how often the police check. Therefore we give no verdict here.",
    },
    "mix": {
        "nl": "Hier zit ook bij wat de politie zelf vindt. Daarom geven we hier geen oordeel.",
        "en": "This includes what the police find themselves. Therefore we give no verdict here.",
    },
    "model": {
        "nl": "Dit is een schatting met een model, en geen telling.",
        "en": "This is an estimate from a model, not a count.",
    },
    "went": {
        "nl": "Het aantal ging van {previous} naar {count}.",
        "en": "The number went from {previous} to {count}.",
    },
    "stayed": {
        "nl": "Het aantal bleef {count}, net als een jaar eerder.",
        "en": "The number stayed at {count}, as a year earlier.",
    },
    "change_higher": {
        "nl": "Die stijging is groter dan je door toeval verwacht.",
        "en": "That rise is larger than you would expect by chance.",
    },
    "change_lower": {
        "nl": "Die daling is groter dan je door toeval verwacht.",
        "en": "That fall is larger than you would expect by chance.",
    },
    "change_chance": {"nl": "Dat kan toeval zijn.", "en": "That may be chance."},
    "change_too_few": {
        "nl": "Bij zulke kleine aantallen kan dat toeval zijn.",
        "en": "With numbers this small that may be chance.",
    },
    "pooled_many": {
        "nl": "In {area} zijn er in drie jaar samen ({period}) {count} {short} geteld.",
        "en": "In {area}, {count} {short} were counted in three years together ({period}).",
    },
    "counted_rounded": {
        "nl": "In {area} zijn er in {period} ongeveer {count} {short} geteld (afgerond op 5).",
        "en": "In {area}, about {count} {short} were counted in {period} (rounded to 5).",
    },
    "pooled_rounded": {
        "nl": "In {area} zijn er in drie jaar samen ({period}) ongeveer {count} {short} geteld (afgerond op 5).",
        "en": "In {area}, about {count} {short} were counted in three years together ({period}; rounded to 5).",
    },
    "went_rounded": {
        "nl": "Afgerond ging het aantal van {previous} naar {count}.",
        "en": "Rounded, the number went from {previous} to {count}.",
    },
    "stayed_rounded": {
        "nl": "Afgerond bleef het aantal {count}, net als een jaar eerder.",
        "en": "Rounded, the number stayed at {count}, as a year earlier.",
    },
    "pooled_one": {
        "nl": "Het aantal {short} in {area} was in drie jaar samen ({period}) 1.",
        "en": "The number of {short} in {area} was 1 in three years together ({period}).",
    },
    "pooled_none": {
        "nl": "In {area} zijn er in drie jaar samen ({period}) geen {short} geteld.",
        "en": "In {area}, no {short} were counted in three years together ({period}).",
    },
    "pooled_before": {
        "nl": "In de drie jaar daarvoor waren het er {previous}.",
        "en": "In the three years before there were {previous}.",
    },
    "expected": {
        "nl": "Ging het hier zoals in de rest van de gemeente, dan waren het er ongeveer {expected}.",
        "en": "If it were here as in the rest of the gemeente, there would be about {expected}.",
    },
    "peers": {
        "nl": "In de gebieden die hier het meest op lijken ({peers}) is het samen {peer_value} {unit}.",
        "en": "In the areas that are most like this one ({peers}) it is {peer_value} {unit} together.",
    },
    "trend_up": {
        "nl": (
            "Sinds {trend_from} steeg het met ongeveer {trend_change}% per jaar (tussen {trend_low} en {trend_high}%). "
            "Die stijging is groter dan je door toeval verwacht."
        ),
        "en": (
            "Since {trend_from} it rose by about {trend_change}% a year (between {trend_low} and {trend_high}%). "
            "That rise is larger than you would expect by chance."
        ),
    },
    "trend_down": {
        "nl": (
            "Sinds {trend_from} daalde het met ongeveer {trend_change}% per jaar "
            "(tussen {trend_low} en {trend_high}%). Die daling is groter dan je door toeval verwacht."
        ),
        "en": (
            "Since {trend_from} it fell by about {trend_change}% a year (between {trend_low} and {trend_high}%). "
            "That fall is larger than you would expect by chance."
        ),
    },
    "trend_none": {
        "nl": "Over de jaren sinds {trend_from} is geen duidelijke stijging of daling te zien.",
        "en": "Over the years since {trend_from} there is no clear rise or fall.",
    },
    "trend_too_few": {
        "nl": "Het zijn er te weinig om te zeggen of het over de jaren meer of minder wordt.",
        "en": "There are too few to say whether it becomes more or less over the years.",
    },
    "provisional": {
        "nl": "Dit is een voorlopig cijfer. Het kan nog veranderen.",
        "en": "This is a provisional figure. It may still change.",
    },
}

REASONS: dict[str, Words] = {
    "not_delivered": {
        "nl": "Hier staat geen getal, omdat dit nog niet is geleverd. {ask}",
        "en": "There is no number here, because this has not been delivered yet. {ask}",
    },
    "unknown": {
        "nl": "Hier staat geen getal, omdat de bron het getal niet geeft: het is onbekend, onzeker of geheim.",
        "en": "There is no number here, because the source does not give it: it is unknown, uncertain or secret.",
    },
    "level": {
        "nl": "Hier staat geen getal, omdat dit niet voor een gebied van deze grootte te maken is.",
        "en": "There is no number here, because this cannot be made for an area of this size.",
    },
    "no_denominator": {
        "nl": "Wij weten wel het aantal, maar niet waar we het door moeten delen ({denominator}).",
        "en": "We know the number, but not what to divide it by ({denominator}).",
    },
    "few_residents": {
        "nl": "Hier zijn zo weinig {denominator} dat {unit} niets zegt. Daarom staat hier alleen het aantal.",
        "en": "There are so few {denominator} here that a figure {unit} says nothing. So there is only the number.",
    },
    "floor": {
        "nl": "Hier staat geen getal, omdat wij dit alleen voor grotere gebieden of hele jaren laten zien.",
        "en": "There is no number here, because we show this for larger areas or whole years only.",
    },
    "few_cases": {
        "nl": "Hier staat geen getal, omdat mensen herkenbaar zouden kunnen zijn: het getal is heel klein, "
        "of je kunt er een heel klein getal mee uitrekenen.",
        "en": "There is no number here, because people might be recognised: the number is very small, "
        "or a very small number could be worked out with it.",
    },
    "part_of_year": {
        "nl": "Deze periode is niet helemaal geteld. Daarom vergelijken we dit getal niet.",
        "en": "This period was not counted completely. Therefore we do not compare this number.",
    },
    "many_visitors": {
        "nl": "Hier komen veel meer mensen dan er wonen. Daarom vergelijken we dit getal niet met andere plekken.",
        "en": "Many more people come here than live here. Therefore we do not compare this number with other places.",
    },
}


# About all figures of an area together, possible knelpunten and concentration.
OVERVIEW: dict[str, Words] = {
    "most_chance": {
        "nl": (
            "Bij {unclear} van de {tested} cijfers is het verschil met de rest van de gemeente niet te onderscheiden "
            "van toeval, of zijn er te weinig gevallen."
        ),
        "en": (
            "For {unclear} of the {tested} figures the difference with the rest of the gemeente cannot be told from "
            "chance, or there are too few cases."
        ),
    },
    "chance_means": {
        "nl": (
            "Dat betekent niet dat er niets aan de hand is. Het betekent dat deze cijfers alleen het niet kunnen laten "
            "zien."
        ),
        "en": "That does not mean that nothing is the matter. It means that these figures alone cannot show it.",
    },
    "chance_ask": {
        "nl": "Vraag het aan de wijktafel: wat merken bewoners en professionals?",
        "en": "Ask at the round table: what do residents and professionals notice?",
    },
    "chance_wider": {
        "nl": "Kijk ook naar het grotere gebied eromheen: daar zijn meer gevallen, en dus meer zekerheid.",
        "en": "Look at the wider area as well: there are more cases there, and so more certainty.",
    },
    "chance_wait": {
        "nl": "Of wacht op meer jaren: drie jaar samen zeggen meer dan één jaar.",
        "en": "Or wait for more years: three years together say more than one year.",
    },
    "candidate_more": {
        "nl": "{name}: {count} in {period}, en ongeveer {expected} als het ging zoals in de rest van de gemeente.",
        "en": "{name}: {count} in {period}, and about {expected} if it were as in the rest of the gemeente.",
    },
    "candidate_more_pooled": {
        "nl": (
            "{name}: {count} in drie jaar samen ({period}), en ongeveer {expected} als het ging zoals in de rest "
            "van de gemeente."
        ),
        "en": (
            "{name}: {count} in three years together ({period}), and about {expected} if it were as in the rest of the "
            "gemeente."
        ),
    },
    "sure_very": {
        "nl": "De kans dat dit toeval is, is heel klein.",
        "en": "The probability that this is chance is very small.",
    },
    "sure_quite": {
        "nl": "Waarschijnlijk is dit geen toeval, maar zeker is dat niet.",
        "en": "This is probably not chance, but that is not certain.",
    },
    "also_pooled": {
        "nl": "Ook over drie jaar samen is het hier meer.",
        "en": "Over three years together it is more here as well.",
    },
    "not_pooled": {
        "nl": "Over drie jaar samen is dat niet te zien: misschien is het iets van dit jaar.",
        "en": "Over three years together it does not show: perhaps it is something of this year.",
    },
    "candidate_up": {"nl": "Het wordt over de jaren meer.", "en": "It becomes more over the years."},
    "candidate_down": {"nl": "Het wordt over de jaren wel minder.", "en": "It does become less over the years."},
    "no_candidates": {
        "nl": "De cijfers alleen wijzen hier geen mogelijk knelpunt aan.",
        "en": "The figures alone do not point to a possible knelpunt here.",
    },
    "concentrated": {
        "nl": "De helft van alle {short} in {period} was in {areas} van de {all_areas} buurten ({percent}%).",
        "en": "Half of all {short} in {period} were in {areas} of the {all_areas} buurten ({percent}%).",
    },
    "concentrated_chance": {
        "nl": "Zo'n verdeling kan ook door toeval ontstaan: het zijn {total} gevallen in {all_areas} buurten.",
        "en": "Such a distribution can also come about by chance: it is {total} cases in {all_areas} buurten.",
    },
    "high_among_high": {
        "nl": "In {period} waren er meer {short} in deze buurten, en ook in de buurten eromheen: {names}.",
        "en": "In {period} there were more {short} in these buurten and in those around them: {names}.",
    },
    "low_among_low": {
        "nl": "In {period} waren er minder {short} in deze buurten, en ook in de buurten eromheen: {names}.",
        "en": "In {period} there were fewer {short} in these buurten and in those around them: {names}.",
    },
    "high_among_low": {
        "nl": "In {period} waren er meer {short} in deze buurten, terwijl het er eromheen minder waren: {names}.",
        "en": "In {period} there were more {short} in these buurten, while there were fewer around them: {names}.",
    },
    "low_among_high": {
        "nl": "In {period} waren er minder {short} in deze buurten, terwijl het er eromheen meer waren: {names}.",
        "en": "In {period} there were fewer {short} in these buurten, while there were more around them: {names}.",
    },
    "pattern_means": {
        "nl": "Door toeval liggen ze zelden zo bij elkaar. Kijk naar de groep, niet naar één buurt.",
        "en": "Chance rarely lays them out like this. Look at the group, not at one buurt.",
    },
}
