"""Web addresses and host names. The known ends of names are those of the shipped list."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

ENDS = "com|org|net|edu|gov|mil|int|info|biz|io|co|eu|uk|us|ca|au|nz|ie|es|mx|ar|cl|de|at|ch|fr|be|nl|it|pt|pl|cz|sk|hu|ro|gr|se|fi|dk|ru|ua|ir|cn|tw|hk|jp|kr|sg|my|br|za|tr|il|ae|xyz|online|site|shop|app|dev|health|clinic|local|internal|intranet|lan"

RECOGNIZER = Recognizer(
    name="url",
    label="URL",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="scheme", pattern=r"(?i)\b(?:h(?:tt|xx)ps?|s?ftp|file)://[^\s<>\"'\]]+", score=1.0
        ),
        Rule(name="www", pattern=r"(?i)\bwww\.[^\s<>\"'\]]+\w", score=1.0),
        Rule(
            name="short host with a path",
            listed=True,
            pattern=r"(?<![@\w.-])(?:[a-z\d-]+\.)+(?:me|ly|gl|gd|tv|cc|to|fm|page|link|gle|be)/[^\s<>\"')\]]*\w",
            score=0.7,
        ),
        Rule(
            name="host name",
            listed=True,
            pattern=rf"(?<![@\w.-])(?:[A-Za-z\d][A-Za-z\d-]*\.)+(?:{ENDS}|{ENDS.upper()})(?:/[^\s<>\"')\]]*)?(?![\w@])",
            score=0.7,
        ),
    ),
    positive=(
        ("see https://example.org/a?b=1 now", "https://example.org/a?b=1"),
        ("www.clinic.test", "www.clinic.test"),
        ("hxxps://acme.example/roe", "hxxps://acme.example/roe"),
        ("on t.me/pip_w today", "t.me/pip_w"),
        ("visit SomeShop.es soon", "SomeShop.es"),
        ("intranet.example.local/rec/99", "intranet.example.local/rec/99"),
    ),
    negative=("He left.Then he came.", "e.g. this", "No. 5 St."),
)
