"""Names that people go by on the web and at a log-in: beside a cue, or behind an at sign."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

WHERE = (
    r"user ?(?:name|id)|screen ?name|log-?in|handle|nick(?:name)?|skype|instagram|insta|telegram|whatsapp|"
    r"we ?chat(?: id)?|snapchat|tiktok|twitter|facebook|linkedin|github|discord|usuario|логин|ник"
)

RECOGNIZER = Recognizer(
    name="handle",
    label="USERNAME",
    group=Group.IDENTIFIER,
    rules=(
        Rule(name="at sign", pattern=r"(?<![\w@.+-])@[A-Za-z_]\w[\w.]{1,28}\w(?![\w@])", score=0.7),
        Rule(
            name="cue",
            pattern=rf"(?i)(?<!\p{{L}})(?:{WHERE})\s?(?:[:=]\s?|\s)@?(?P<value>(?:live:)?(?=\w*[\d_.])\w[\w.]{{2,30}}\w)(?![\w@])"
            rf"|(?<!\p{{L}})(?:{WHERE})\s?[:=]\s?@?(?P<value>[a-z][\w.-]{{2,30}})(?![\w@])",
            score=0.7,
        ),
    ),
    positive=(
        ("follow @pip_wetherington there", "@pip_wetherington"),
        ("Instagram: pipw.31", "pipw.31"),
        ("login: pwether", "pwether"),
        ("Skype live:pip.w31", "live:pip.w31"),
    ),
    negative=("meet @ noon", "a@b.org", "handle with care", "login failed", "twitter users"),
)
