"""E-mail addresses (RFC 5322 addr-spec without quoting and comments). Asks no suffix list."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

RECOGNIZER = Recognizer(
    name="email",
    label="EMAIL_ADDRESS",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="address",
            needs=("@",),
            pattern=r"[\w.%+'-]+@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_][\w-]*)+",
            score=1.0,
        ),
        Rule(
            name="spaced by OCR",
            pattern=r"(?<![\w.+-])[\w.+-]{1,64} ?@ ?[\w-]+(?:\. ?[\w-]+)*\. ?(?:com|org|net|edu|es|ru|ir|cn|de|fr|it|uk)\b",
            score=0.9,
        ),
        Rule(
            name="at in brackets",
            pattern=r"(?i)(?<![\w.])[\w.+-]+ ?[\[({] ?(?:at|arroba|ät) ?[\])}] ?[\w-]+(?:(?: ?[\[({] ?(?:dot|punto|punkt) ?[\])}] ?|\.)[\w-]+)+",
            score=0.95,
        ),
        Rule(
            name="spoken",
            needs=(" dot ",),
            listed=True,
            pattern=r"(?i)(?<![\w.])\w+(?: (?:dot|underscore|dash) \w+){0,4} at \w+(?: dot \w+){1,3}(?= |[.,;)\n]|$)",
            score=0.8,
        ),
    ),
    positive=(
        ("write to jane.doe+x@mail.example.org today", "jane.doe+x@mail.example.org"),
        ("correo: peña@hospital.es", "peña@hospital.es"),
        ("mary dot dunleavy at mail dot example", "mary dot dunleavy at mail dot example"),
        ("info @ example. com", "info @ example. com"),
        ("mail chidi(at)gmail.com now", "chidi(at)gmail.com"),
        ("jane [at] mail [dot] example", "jane [at] mail [dot] example"),
    ),
    negative=("the dot at noon", "meet @ noon", "a@b", "price @ 5.00", "met (at noon)", "f(at) x"),
)
