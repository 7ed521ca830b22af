"""References to biometric data and full-face photographs."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

RECOGNIZER = Recognizer(
    name="biometric",
    label="BIOMETRIC",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="picture file",
            needs=(".jp", ".png", ".tif", ".dcm", ".heic", ".wsq"),
            listed=True,
            pattern=r"(?i)\b[\w-]+\.(?:jpe?g|png|tiff?|dcm|heic|wsq)\b",
        ),
        Rule(
            name="camera file",
            pattern=r"\b(?:DSC[FN]?|IMG|PXL|MVI|GOPR)[_-]?\d{4,}(?:[_-]\d+)*\b",
        ),
        Rule(
            name="template",
            pattern=r"(?i)\b(?:finger ?prints?|thumb ?print|palm (?:print|vein)|ten-?print card|hand geometry|voice ?print|iris|retina(?:l)? scan|face|facial(?: recognition)?) (?:id|template|record|hash|number|no\.?|ref(?:erence)?)[\s:#.]*(?P<value>[\w-]*\d[\w-]*)",
        ),
        Rule(
            name="code",
            pattern=r"(?i)\b(?:fingerprint|finger ?print|voice ?print|iris scan|retina(?:l)? scan)[\s:#.]*(?P<value>(?-i:[A-Z]{1,4})[-_]?\d[\w-]*)",
        ),
        Rule(
            name="picture",
            pattern=r"(?i)\b(?:photo(?:graph)?|picture|portrait|head ?shot)s?(?: (?:no|nr|id|number|ref(?:erence)?)\b\.?|#)[\s:#]*(?P<value>[\w-]*\d[\w-]*\d[\w-]*)",
        ),
        Rule(
            name="numbered picture",
            pattern=r"(?i)\b(?:badge|facial|full[- ]face|clinical|patient|id) (?:photo(?:graph)?|picture)s?[\s:#]*(?P<value>(?=[\w-]*\d{3})[\w-]*\d)(?!\.?\d|%)",
        ),
        Rule(
            name="named picture",
            pattern=r"(?i)\b(?:photo(?:graph)?s?|pictures?)[\s:#]*(?P<value>(?-i:[A-Z]{2,4})[-_]\d{3,}[\w-]*)",
        ),
    ),
    positive=(
        ("photo: face_0231.jpg attached", "face_0231.jpg"),
        ("fingerprint template FP-99213", "FP-99213"),
        ("retinal scan RS-22", "RS-22"),
        ("see photograph DSC_00912", "DSC_00912"),
        ("voiceprint VP_2020_33", "VP_2020_33"),
        ("as DSC_33448 shows", "DSC_33448"),
        ("Clinical photograph no. 7340-27 taken", "7340-27"),
        ("badge photo 4924-19", "4924-19"),
        ("facial recognition template XX_8125_59", "XX_8125_59"),
    ),
    negative=("a fingerprint was taken", "facial droop", "photo number one", "IMG with contrast"),
)
