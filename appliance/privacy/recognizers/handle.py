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
            pattern=rf"(?i)(?<!\p{{L}})(?:{WHERE})\s?(?:[:=]\s?|\s)@?(?P<value>(?:live:|(?=\w*[\d_.]))\w[\w.]{{2,30}}\w)(?![\w@])"
            rf"|(?<!\p{{L}})(?:{WHERE})\s?[:=]\s?@?(?P<value>[a-z][\w.-]{{2,30}})(?![\w@])",
            score=0.7,
        ),
        Rule(
            name="微信",
            pattern=r"(?:微信|QQ|微博|抖音)(?:号|账号)?(?:是|为)?[\s:：]{0,3}(?P<value>[A-Za-z\d][A-Za-z\d_.-]{4,30})",
            score=0.8,
        ),
        Rule(
            name="header",
            pattern=r"(?i)(?<![\w-])(?:x-(?:auth-|remote-|forwarded-)?user(?:name)?|remote[-_]user)\s?[:=]\s?(?P<value>[a-z][\w.@-]{2,40})",
            score=0.8,
        ),
    ),
    positive=(
        ("follow @pip_wetherington there", "@pip_wetherington"),
        ("Instagram: pipw.31", "pipw.31"),
        ("login: pwether", "pwether"),
        ("Skype live:pipw", "live:pipw"),
        ("Skype live:pip.w31", "live:pip.w31"),
        ("加微信zhangwei_88联系", "zhangwei_88"),
        ("X-User: kdrummond", "kdrummond"),
    ),
    negative=("meet @ noon", "a@b.org", "handle with care", "login failed", "twitter users"),
)
