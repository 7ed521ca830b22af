"""Medical record, encounter, specimen and accession numbers beside their cue."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

RECOGNIZER = Recognizer(
    name="mrn",
    label="MEDICAL_RECORD_NUMBER",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="cue",
            listed=True,
            pattern=cued(
                r"MRN|MR|medical rec(?:ord)?|med\.? rec\.?|chart|patient (?:id|no|number)|(?:hosp(?:ital|\.)?|unit|lab|file|folder|index)(?= ?(?:no|num|id|#))|UHID|CIPA|encounter|visit|"
                r"accession|specimen|case|record|NHC|N\.?H\.?C\.?|(?:n[ºo°.]{1,2} (?:de )?)?historia(?: cl[ií]nica)?(?= ?(?:n|:|\d))|historia cl[ií]nica|"
                r"(?:fall|akten|aufnahme|pat(?:ienten)?\.?)-?(?:nr|nummer|id)|IPP|NIP|dossier|"
                r"(?:n[ºo°.]{1,2} (?:de )?)?expediente|cartella(?: clinica)?(?: n(?=[.°]))?|nosologico|"
                r"истори[яи] болезни|и/б|медкарта|карта|شماره پرونده|پرونده|病历号|住院号|门诊号"
            ),
        ),
        Rule(name="numbered card", pattern=cued("№ карты")),
        Rule(
            name="patient id",  # data sets count the cue as part of the identifier
            pattern=r"(?i)\bpatient\s(?:id|identifier)\b[ :#.]*(?:no\.?|number)?[ :#.]*[A-Z]{0,4}-?\d[\w-]*",
        ),
    ),
    positive=(
        ("MRN: CLV-123456)", "CLV-123456"),
        ("with medical record number 789-65-4321", "789-65-4321"),
        ("patient ID #AB-987654", "patient ID #AB-987654"),
        ("diabetes, patient\nID 987654", "patient\nID 987654"),
        ("MRN (hospital): 123456", "123456"),
        ("Hospital number 554433", "554433"),
        ("Hosp. Number K 293847", "K 293847"),
        ("File no: 5543/21", "5543/21"),
        ("NHC: 2569870.", "2569870"),
        ("nº de historia 778120, planta 3", "778120"),
        ("Expediente 2023/41007", "2023/41007"),
        ("cartella clinica n. 2022/10448,", "2022/10448"),
        ("И/б № 4417/24", "4417/24"),
        ("Fall-Nr.: 767138", "767138"),
        ("IPP : 05189677", "05189677"),
        ("病历号：20230012", "20230012"),
    ),
    negative=(
        "the medical record was reviewed",
        "chart review",
        "historia de 3 años",
        "expediente cerrado",
        "la cartella era vuota",
    ),
)
