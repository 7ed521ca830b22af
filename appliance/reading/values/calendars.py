"""Month names of the languages in which reports are filed, and the eras of Japan.

Source: XBRL International, "Transformation Rules Registry 5" (the languages of its date formats);
Unicode CLDR (wide month names, nominative and genitive; here their stems).
"""

from __future__ import annotations

import re
import unicodedata

_STEMS = {
    "bg": "яну фев март апр май юни юли авг септ окт ное дек",
    "cs": "led únor břez dub květ červn|červen červenc|červenec srp září|zář říj listop pros",
    "cy": "ion chwef maw ebr mai meh gorff awst med hyd tach rhag",
    "da": "jan feb mar apr maj jun jul aug sep okt nov dec",
    "de": "jan|jän feb mär|mar|mrz apr mai jun jul aug sep okt nov dez",
    "el": "ιαν φεβ μαρ|μάρ απρ μαΐ|μάι|μαϊ|μαι ιουν|ιούν ιουλ|ιούλ αυγ|αύγ σεπ οκτ νοε|νοέ δεκ",
    "en": "jan feb mar apr may jun jul aug sep oct nov dec",
    "es": "ene feb mar abr may jun jul ago sep|set oct nov dic",
    "et": "jaan veeb märts|mär apr mai juun juul aug sep okt nov dets",
    "fi": "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
    "fr": "jan fév|fev mar avr mai juin juil aoû|aou sep oct nov déc|dec",
    "hi": "जनवरी|जन फरवरी|फ़रवरी|फर मार्च अप्रैल मई जून जुलाई|जुल अगस्त|अग "
    "सितंबर|सितम्बर|सित अक्टूबर|अक्तूबर|अक् नवंबर|नवम्बर|नव दिसंबर|दिसम्बर|दिस",
    "hr": "siječ velj ožuj trav svib lip srp kolov ruj listop stud prosin",
    "hu": "jan feb már ápr máj jún júl aug szep okt nov dec",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "lt": "saus vasar kov baland|bal gegu birž liep rugpj rugs spal lapkr gruod",
    "lv": "jan feb mar apr maij jūn jūl aug sep okt nov dec",
    "nl": "jan feb maa|mrt apr mei jun jul aug sep okt nov dec",
    "no": "jan feb mar apr mai jun jul aug sep okt nov des",
    "pl": "stycz lut mar kwie maj czerw lip sierp wrze paźd listop grud",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
    "ro": "ian feb mar apr mai iun iul aug sep oct noi|nov dec",
    "sk": "jan feb mar apr máj jún júl aug sep okt nov dec",
    "sl": "jan feb mar apr maj jun jul avg sep okt nov dec",
    "sv": "jan feb mar apr maj jun jul aug sep okt nov dec",
}
_ALSO = {"nb": "no", "nn": "no", "dk": "da"}
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_OF_AN_ERA = re.compile(
    r"(?P<era>明治|大正|昭和|平成|令和|[MTSHR])[\s.]*(?P<year>\d{1,2}|元)[\s.年]+"
    r"(?P<month>\d{1,2})[\s.月]*(?:(?P<day>\d{1,2})[\s日]*)?$"
)


def month(word: str, language: str) -> int | None:
    """The number of the month that a word names; by the longest stem where several begin it."""
    stems = _STEMS.get(_ALSO.get(language, language), "")
    plain = unicodedata.normalize("NFC", word).casefold()
    found = [
        (len(stem), number)
        for number, names in enumerate(stems.split(), start=1)
        for stem in names.split("|")
        if plain.startswith(stem)
    ]
    return max(found)[1] if found else None


def of_an_era(shown: str) -> dict[str, int]:
    """Year of our reckoning, month and day of a date like ``令和6年9月30日``, else nothing."""
    match = _OF_AN_ERA.match(unicodedata.normalize("NFKC", shown).strip())
    if match is None:
        return {}
    era = _LETTERS.get(match["era"], match["era"])
    counted = 1 if match["year"] == "元" else int(match["year"])
    parts = {"year": _ERAS[era] + counted, "month": int(match["month"])}
    return parts | ({"day": int(match["day"])} if match["day"] else {})
