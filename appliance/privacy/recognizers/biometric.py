"""References to biometric data and full-face photographs."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

_ENDS = "jpe?g|png|gif|bmp|webp|tiff?|dcm|hei[cf]|wsq|wav|mp[34]|m4a|mov|avi|opus"
_OF = r"finger ?prints?|thumb ?print|(?:palm|hand|foot|ear) ?(?:prints?|vein|scan|geometry)|ten-?print|voice ?prints?|voice|iris|retinal?(?: scan)?|face ?id|face|facial(?: recognition)?|biometrics?|DNA|dental|live ?scan|AFIS"

RECOGNIZER = Recognizer(
    name="biometric",
    label="BIOMETRIC",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="picture file",
            needs=(
                ".jp",
                ".png",
                ".gif",
                ".bmp",
                ".web",
                ".tif",
                ".dcm",
                ".hei",
                ".wsq",
                ".wav",
                ".mp",
                ".m4a",
                ".mov",
                ".avi",
                ".opus",
            ),
            listed=True,
            pattern=rf"(?i)\b[\w-]+\.(?:{_ENDS})\b",
        ),
        Rule(
            name="file of many words",
            pattern=rf"(?i)(?<!\p{{L}})(?:(?:photo|picture|image|video|audio|file(?: ?name)?)s?[:=] ?(?P<value>[\w-][\w ,.()-]{{0,60}}\.(?:{_ENDS}))|(?P<value>(?:whatsapp|screen ?shot|screen shot|signal|bildschirmfoto)[ _-][\w ,.()-]{{4,50}}\.(?:{_ENDS})))(?!\w)",
        ),
        Rule(
            name="camera file",
            pattern=r"\b(?:DSC[FN]?|IMG|PXL|MVI|GOPR)[_-]?\d{4,}(?:[_-]\d+)*\b",
        ),
        Rule(
            name="template",
            pattern=rf"(?i)\b(?:{_OF}) (?:(?:card|file|scan|record|record(?:ing)?|sample|image|data|template|impression) )?(?:id|template|record|hash|number|no\.?|ref(?:erence)?\.?|#)[\s:#.]*(?P<value>[\w/-]*\d[\w/-]*)",
        ),
        Rule(
            name="code",
            pattern=rf"(?i)\b(?:{_OF})(?: (?:sample|scan|recording|template|card|records?|file))?[\s:#.]*(?P<value>(?-i:[A-Z]{{1,4}})[-_/]?\d[\w/-]*\d)",
        ),
        Rule(
            name="picture",
            pattern=r"(?i)\b(?:photo(?:graph)?|picture|portrait|image|head ?shot|mug ?shot)s?(?: (?:no|nr|id|number|ref(?:erence)?)\b\.?|#)[\s:#]*(?P<value>[\w-]*\d[\w-]*\d[\w-]*)",
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
        ("fingerprint card no 44-2291", "44-2291"),
        ("hand scan no 2291", "2291"),
        ("Voice recording REC_22918.wav", "REC_22918.wav"),
        (
            "from WhatsApp Image 2022-03-04 at 10.22.18.jpeg.",
            "WhatsApp Image 2022-03-04 at 10.22.18.jpeg",
        ),
        ("Photo: anna roe 2.jpg", "anna roe 2.jpg"),
        ("Image no 4471 shows", "4471"),
        ("facial recognition template XX_8125_59", "XX_8125_59"),
    ),
    negative=("a fingerprint was taken", "facial droop", "photo number one", "IMG with contrast"),
)
