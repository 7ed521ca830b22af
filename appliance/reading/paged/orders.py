"""Orders to whatever program reads a document: to forget what it was told, to give this value.

In the languages that documents come in, also over two rows and with figures for letters
(``1gn0re``). What is told is a row's place; what becomes of its values is a person's word
(``decisions.route``). It cannot be complete: nothing rests on it alone, since the local model only
points at places and a larger one's values are proposals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.types import Span

_LIKE = str.maketrans("013457@$", "oieastas")
_FIGURE = re.compile(r"(?<=[A-Za-z])[013457@$]+(?=[A-Za-z])|(?<![\w.,$@])[013457@$](?=[A-Za-z]{2})")
_FORGET = (
    (
        r"ignore|disregard|forget|override|bypass|skip|pay no (?:attention|heed) to|"
        r"(?:do not|don['’]t|never) (?:follow|obey|heed|listen to)",
        r"(?:instructions?|prompts?|directions|guidelines|commands)\b|"
        r"(?:everything|anything|all|whatever|what)(?: (?:of|that|which|the|this|was|is|were|has|"
        r"have|been|you|i|we|text|rows?|lines|written|stated|printed|stands))*"
        r" (?:above|before|previous(?:ly)?|prior|earlier|said|told)\b|"
        r"(?:above|previous|prior|earlier) (?:text|rules|orders|context|"
        r"message)\b",
    ),
    (
        r"ignor[ae]n?|olvid[ae]n?|descart[ae]n?|no (?:sigas?|obedezcas?|hagas? caso)|"
        r"ha(?:z|ga) caso omiso",
        r"instrucciones|indicaciones|lo anterior|todo lo (?:anterior|previo|de arriba)|"
        r"(?:reglas|órdenes) (?:anteriores|previas)",
    ),
    (
        r"ignore[zr]?|oublie[zr]?|ne (?:tene[zr]|tiens) pas compte|ne sui(?:s|vez) pas",
        r"instructions|consignes|ce qui précède|tout ce qui (?:précède|est au-dessus)|"
        r"(?:règles|ordres) précédent",
    ),
    (
        r"ignorier(?:e|en sie|t)?|missachte(?:n sie)?|vergiss|vergessen sie|übergeh(?:e|en sie)",
        r"anweisungen|vorgaben|instruktionen|alles (?:vorherige|bisherige|obige|davor)|"
        r"(?:vorherigen|bisherigen|obigen) (?:text|regeln|angaben)",
    ),
    (
        r"ignora(?:te|re)?|ignori|dimentica(?:te|re)?|trascura(?:te)?|non seguire",
        r"istruzioni|tutto (?:quanto|ciò che)|quanto (?:sopra|precede)|(?:regole|"
        r"ordini) precedenti",
    ),
    (
        r"ignor[ae]|esqueça|esquece|desconsidere|não siga",
        r"instruções|(?:tudo|o que) .{0,12}(?:anterior|acima|antes)|(?:regras|ordens) anteriores",
    ),
    (
        r"игнорируй(?:те)?|забудь(?:те)?|не (?:следуй|слушай|выполняй)(?:те)?|"
        r"не обращай(?:те)? внимания на",
        r"инструкци\w+|указани\w+|вс[её],? что (?:выше|было|сказано)|предыдущ\w+ \w+",
    ),
)
"""By language: to forget, and what; at most so many signs lie between as ``_BETWEEN`` says."""
_BETWEEN = r"[^.!?]{0,40}?"
_VALUE = (
    r"total|amount|value|price|sum|date|vendor|supplier|seller|name|iban|account|field|diagnosis|"
    r"balance|tax|currency|patient"
)
_TOLD = (
    (
        r"assistant|(?:language |ai )?model|a\.?i\.?|chatbot|bot|llm|parser|extractor|computer|"
        r"robot|"
        r"software|program",
        r"(?:please |you (?:must|should|will|shall) |now |always |only )*(?:set|report|return|"
        r"output|"
        r"answer|use|enter|record|extract|write|state|give|say|put|treat|change|take|accept|"
        r"approve|"
        rf"mark|read)\b(?=[^.!?]{{0,40}}(?:\b(?:{_VALUE})\b|\d[.,]\d\d))",
    ),
    (
        r"asistente|modelo|ia|programa",
        r"(?:por favor,? |ahora )?(?:pon|usa|use|escrib[ae]|devuelv[ae]|indi(?:ca|que)|"
        r"inform[ae]|respond[ae]|"
        r"cambi[ae]|extra(?:e|iga)|tom[ae]|ponga|registr[ae])",
    ),
    (
        r"assistant|modèle|ia|programme|logiciel",
        r"(?:s['’]il (?:te|vous) plaît,? )?(?:mets|mettez|utilise[zr]?|écri(?:s|vez)|renvoie|"
        r"renvoyez|"
        r"indique[zr]?|répond(?:s|ez)|change[zr]?|extrai(?:s|yez)|prends|prenez)",
    ),
    (
        r"assistent|modell|ki|programm",
        r"(?:bitte )?(?:setze|verwende|schreib[e]?|gib|nimm|melde|antworte|ändere|trage|nutze)",
    ),
    (
        r"assistente|modello|modelo|ia|programma|programa",
        r"(?:imposta|usa|scrivi|restituisci|indica|rispondi|cambia|estrai|riporta|defina|use|"
        r"escreva|"
        r"retorne|indique|responda|mude|extraia|informe)",
    ),
    (
        r"ассистент|помощник|модель|нейросеть|программа|ии",
        r"(?:пожалуйста,? )?(?:укажи|напиши|верни|используй|поставь|измени|ответь|запиши|выведи|"
        r"считай)(?:те)?",
    ),
)
"""By language: who is spoken to, and what is ordered, behind a comma or a colon."""
_READERS = (
    r"(?:whoever|whatever|any (?:program|model|system|software|ai|machine)|(?:automated|automatic) "
    r"(?:readers?|systems?|tools?)|(?:the|all|every) (?:ai|(?:language )?models?|llms?|"
    r"programs?|software))"
    r"(?: that| which| who)?(?: is| are)? (?:reads?|reading|process(?:es|ing)?|pars(?:es?|ing)|"
    r"extract(?:s|ing)?)\b"
)
_WHEN = (
    rf"when (?:you )?(?:extract|process|pars|read|summari[sz])(?:ing)?\b.{{0,40}}\b(?:set|"
    rf"report|return|output|"
    rf"answer|use|enter|write|give|say)\b.{{0,30}}\b(?:{_VALUE})\b"
)
_SET = (
    rf"(?:set|change|overwrite|replace|output|extract) (?:the|its|every|"
    rf"all) (?:\w+ ){{0,2}}(?:{_VALUE})s?"
    r"(?: \w+){0,2} (?:to|as|with|=)(?!\w)"
)
_CHINESE = (
    r"(?:忽略|无视|忘记|忽視|不要理会|不理会|不要遵守)[^。]{0,12}(?:指令|指示|说明|命令|以上|上述|之前|前面|先前|所有)|"
    r"(?:助手|模型|人工智能|AI)[,，:：\s]{1,2}[^。]{0,6}(?:请|将|把|设|输出|返回|填写|使用)"
)
_PERSIAN = (
    r"(?:دستور\w*|قبلی|بالا|پیشین)[^.]{0,40}(?:نادیده|فراموش\s?کن|توجه\s?نکن)|"
    r"(?:نادیده|فراموش\s?کن|توجه\s?نکن)[^.]{0,40}(?:دستور|قبلی|بالا|پیشین)|"
    r"(?:دستیار|مدل|هوش\s?مصنوعی)\s?[،,:]\s?[^.]{0,40}(?:بنویس|بگذار|قرار\s?بده|تغییر\s?بده|"
    r"اعلام\s?کن)"
)
_ORDERS = re.compile(
    "|".join(
        (
            *(rf"\b(?:{verb})\b{_BETWEEN}\b(?:{what})" for verb, what in _FORGET),
            *(rf"\b(?:{who})\b ?[,:;!—–-] ?(?:{does})\b" for who, does in _TOLD),
            rf"\b{_READERS}",
            rf"\b{_WHEN}",
            rf"\b{_SET}",
            _CHINESE,
            _PERSIAN,
        )
    ),
    re.IGNORECASE,
)


def orders(text: str) -> Iterator[Span]:
    """Where a text gives orders to a program, also over two rows and with figures for letters."""
    plain = _FIGURE.sub(lambda found: found.group().translate(_LIKE), text)
    for match in _ORDERS.finditer(re.sub(r"\s", " ", plain)):
        if text.count("\n", *match.span()) <= ROWS:
            yield Span(*match.span())


ROWS = 1
"""Ends of rows that one order may go over."""
