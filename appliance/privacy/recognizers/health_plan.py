"""Health-plan beneficiary, policy and group numbers beside their cue."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

RECOGNIZER = Recognizer(
    name="health_plan",
    label="HEALTH_PLAN_BENEFICIARY_NUMBER",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="cue",
            pattern=cued(
                r"(?:insurance|health ?plan|plan|policy|beneficiary|subscriber|medicare|medicaid|HICN|group|grp|claim|payer|aetna|cigna)"
                r"(?: (?:plan|policy|member))?|p[óo]liza|asegurado|NASS|полис|ОМС|СНИЛС|بیمه|医保(?:卡)?号"
            ),
        ),
    ),
    positive=(
        ("Insurance plan ID: HL-987654.", "HL-987654"),
        ("insurance ID 8765012)", "8765012"),
        ("BCBS Grp 70031", "70031"),
        ("Subscriber: ZGP 882 123", "ZGP 882 123"),
    ),
    negative=("the plan is to discharge", "insurance was denied"),
)
