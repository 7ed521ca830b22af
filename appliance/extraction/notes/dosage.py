"""How doses and times of taking are written, and what measurements are written like doses."""

from __future__ import annotations

import re

from appliance.extraction.notes.kin import KIN

UNIT = (
    r"(?:mg|mcg|µg|μg|ug|g|gr|ml|cc|units?|u|iu|i\.u\.|meq|mmol|%|puffs?|sprays?|drops?|gtts?|"
    r"(?:milli|micro)grams?|grams?|millilit(?:er|re)s?|bouff[eé]es?|gouttes?|g[eé]lules?|hub|ie|"
    r"tab(?:let)?s?|caps?(?:ules?)?|"
    r"patch(?:es)?|unidades|ui|comprimidos?|comprim[eé]s?|tabletten?)"
)
LEVEL = r"(?i:\s?(?:/|per )\s?(?:d?l|mol|mmol|mm3|24\s?h|m(?:in)?\b)(?![a-z]))"
"""What follows the unit of a measurement: nobody takes a gram per litre."""
_SPOKEN = (
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|twenty[ -]five|thirty|"
    r"forty|fifty|sixty|seventy[ -]five|eighty|hundred|thousand)[ -]?){1,4}"
)
COUNT = rf"(?:\d+(?:[.,/]\d+)*(?:\s?[–-]\s?\d+(?:[.,]\d+)?)?|{_SPOKEN})"
DOSE = re.compile(
    rf"(?<![\w.])"
    rf"{COUNT}\s?{UNIT}\b(?!{LEVEL})(?:\s?/\s?(?:\d*\s?)?(?:{UNIT}|"
    rf"h|hr|kg|day|dose|actuation)\b)*",
    re.IGNORECASE,
)
FREQUENCY = re.compile(
    r"\b(?:(?:once|twice|three times|four times|one time|two times|2 times|3 times|4 times|"
    r"1 time|\d+x|thrice)\s*(?:a|per|each|every)?"
    r"\s*(?:day|daily|week|weekly|month|night)\b|every\s+(?:\d+(?:\s?[-–to]+\s?\d+)?|other|six|"
    r"eight|twelve|four)?\s*(?:hours?|hrs?|days?|"
    r"weeks?|months?|morning|evening|night|day)\b|(?:daily|nightly|weekly|monthly|bid|tid|qid|qd|"
    r"qday|qhs|qam|qpm|qod|q\.?\s?\d+\s?(?:-\d+)?\s?h(?:rs?|ours)?|"
    r"tds|qds|mane|nocte|(?:(?<=g )|(?<=ml )|(?<=units )|(?<=puff )|(?<=puffs ))(?:od|bd)|"
    r"b\.i\.d\.|t\.i\.d\.|q\.i\.d\.|q\.d\.|"
    r"(?:prn|p\.r\.n\.|as needed)(?: for [a-z]+(?: [a-z]+)?)?|at bedtime|before meals|"
    r"with meals|with food|at onset(?: of [a-z]+)?|"
    r"in the morning|una vez al d[ií]a|cada \d+ horas|al acostarse|si precisa|t[aä]glich|"
    r"\d ?- ?\d ?- ?\d(?: ?- ?\d)?|(?:\w+ (?:fois|gouttes?|bouff[eé]es?) )?par jour|si besoin|"
    r"bei bedarf|[12] ?x t[aä]gl(?:ich)?|\d ?x/(?:d|j|tag)|"
    r"morgens,? (?:mittags )?und abends|desayuno,? comida y cena|"
    r"(?:le |au )?(?:matin,? (?:midi )?et (?:le )?soir|matin|midi|soir|coucher)|"
    r"morgens|mittags|abends|nachts|zur nacht|w[oö]chentlich|semanal(?:mente)?|"
    r"diari[oa](?:mente)?|(?:por|a) la (?:noche|ma[ñn]ana|tarde)|at night|"
    r"each (?:day|morning|evening|night)|(?:1 )?hour before [a-z]+(?: [a-z]+)?|"
    r"once(?=\s*(?:[.,;)]|$))|stat|single dose|einmalig|dosis [uú]nica|"
    r"every (?:single )?(?:morning|night)|once a day|twice a day|as required|"
    r"(?<=/)\d{1,2}\s?h(?:oras)?|"
    r"cada (?:\d+ ?h(?:oras)?|d[ií]a|semana|noche|ma[ñn]ana))\b\.?)"
    r"(?:\s*,?\s*(?:as needed|prn|with (?:food|meals))(?:\s+for\s+[a-z ]{3,30})?)?",
    re.IGNORECASE,
)
CHANGED = re.compile(
    r"\b(?i:increase|decrease|reduce|lower|raise|change|taper|(?:up[ -]?|down[ -]?)?titrate)\s+"
    r"(?i:(?:the |her |his )?(?:dose of )?)(?P<name>(?!(?i:fluids?|water|intake|oxygen|calories|"
    r"weight|salt|sodium|rate|temp\w*)\b)[A-Za-zÀ-ÿ][\w'-]{3,}(?:\s[a-z]{4,})?)\s+"
    rf"(?:(?:up|down|back) )?to\s+(?={COUNT}\s?{UNIT}\b(?!{LEVEL}))"
)
"""A medicine whose dose is to be another (``increase metformin to 1000 mg``)."""
AIMED = re.compile(r"\s+(?:(?:up|down|back) )?to$")
"""What stands between its name and the new dose."""

NO_NAME = frozenset({
    "with", "about", "from", "take", "taking", "takes", "dose", "doses", "total", "least", "over",
    "than", "another", "weight", "height", "every", "approximately", "around", "additional",
    "range", "between", "level", "levels", "glucose", "pressure", "lost", "gained", "increase",
    "decrease", "increased", "decreased", "hemoglobin", "creatinine", "sodium", "potassium",
    "units", "lasting", "measuring", "saturation", "spo2", "temperature", "troponin", "ferritin",
    "haemoglobin", "hasta", "volumen", "just", "roughly", "only", "yeah", "yes", "okay", "think",
    "plus", "milligrams", "then", "pendant", "durante", "während", "pour",
})  # fmt: skip
"""Words in front of a quantity that are no medicine."""

_ORDER = (
    r"(?:suspender|retirar|interrumpir|dejar|absetzen|pausieren|arr[eê]ter|suspendre|stop|"
    r"discontinue|d/c)"
)
"""How a plan says that a medicine is to be taken no more."""
_TAKEN_OFF = (
    r"(?:stopped|discontinued|d/?c['’]?e?d|ceased|abgesetzt|pausiert|suspendid[oa]|retirad[oa]|"
    r"arr[eê]t[eé]e?|no longer)"
)
STOPPING = re.compile(
    rf"\b(?<!not )(?<!n['’]t )(?<!never )(?<!without )(?<!avoid )"
    rf"(?:{_ORDER}|{_TAKEN_OFF}|stops|stopping|off|suspended|withheld)"
    r"[\s):]+(?:(?:taking|the|her|his|"
    r"their|all|el|la|le|use of)\s+)*$",
    re.IGNORECASE,
)
"""What stands in front of a medicine that is no longer taken."""
STOPPED = re.compile(
    r"\W*(?:stop(?:ped)?|discontinued?|ceased|withdrawn|suspended|abgesetzt|pausiert|"
    r"suspendid[oa]|retirad[oa]|arrêtée?)\b",
    re.IGNORECASE,
)
"""How a cell of a list says the same."""
ENDED = re.compile(
    rf"^\W*{_ORDER}\b|(?:^|[-–—(:,;]\s*|\b(?:was|were|been|now|is|got)\s+)\W*"
    rf"(?:{_ORDER}(?!\s+(?!taking|after|today|until)[^\W\d_]{{4}})|{_TAKEN_OFF})"
    rf"\b(?! (?:if|when|for|parameters))|(?<=\w)\s+{_TAKEN_OFF}\b",
    re.IGNORECASE,
)
"""How a line says that a medicine is no longer taken."""

OF_KIN = re.compile(
    rf"\b(?:{KIN}|neighbou?r)\s+(?:also |still )?"
    r"(?:takes?|took|uses?|used|(?:is|was) (?:on|taking|using|given|prescribed))\b[^,;]*$",
    re.IGNORECASE,
)
"""Somebody else takes what follows (``My wife takes metformin``)."""
