"""Spain: DNI, NIE, CIF and social security numbers."""

from appliance.privacy.checksums import es_cif, es_dni, es_nass
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

RECOGNIZER = Recognizer(
    name="es",
    label="ES_NATIONAL_ID",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="DNI or NIE",
            pattern=r"\b(?:[XYZ]-?\d{7}|\d{8}|\d{2}\.\d{3}\.\d{3})[ -]?[A-Z]\b",
            check=es_dni,
        ),
        Rule(name="CIF", pattern=r"\b[ABCDEFGHJNPQRSUVW]-?\d{7}[\dA-J]\b", check=es_cif),
        Rule(
            name="social security",
            pattern=r"(?<!\d)\d{2}[ /-]?\d{7,8}[ /-]?\d{2}(?!\d)",
            check=es_nass,
        ),
        Rule(
            name="cue",
            pattern=r"(?i)\b(?:DNI|NIE|NIF|CIF|NASS|NSS|CIPA?|SIP)\b[\s:.nNº°]*(?P<value>(?:[A-Z]{4} ?)?[A-Z]?[\d][\d ./-]{4,16}\d[ -]?[A-Z]?)\b",
        ),
        Rule(
            name="affiliation",
            pattern=r"(?i)(?<!\p{L})(?:NUSS|n[ºo°]?\.? ?(?:de )?(?:la )?(?:afiliaci[óo]n|seg(?:uridad|\.) ?social|S\.? ?S\.)|seguridad social|n[úu]mero de afiliaci[óo]n)[\s:.nNº°]*(?P<value>\d{2}[ /.-]?\d{7,8}[ /.-]?\d{2})(?!\d)",
        ),
    ),
    positive=(
        ("Nº Seguridad Social: 41/20387715/92", "41/20387715/92"),
        ("NUSS 08/11223344/55", "08/11223344/55"),
        ("DNI 12345678Z", "12345678Z"),
        ("NIE: X1234567L", "X1234567L"),
        ("CIF B58378431", "B58378431"),
        ("CIP: OCZR 930714 2 04", "OCZR 930714 2 04"),
        ("NASS: 28 12345678 85", "28 12345678 85"),
    ),
    negative=("12345678A", "el paciente con NIE aprobado"),
)
