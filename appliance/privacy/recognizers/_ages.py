"""Words of ages: numbers and units, who is so old, what says when somebody was born."""

WORDS = r"un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|diecis[ée]is|diecisiete|dieciocho|diecinueve|veinte|(?:veinti|(?:treint|cuarent|cincuent|sesent|setent|ochent|novent)a(?: y )?)\w*"
SPELT = (
    r"(?:(?:one |a )?hundred(?:[ -]and)?(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|ten|twelve))?|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
CASE = r"in|for|to|of|on|with|like|treating|managing|handling|monitoring|diagnosing|prescribing"
"""Before an age under 90 they make it part of the case that is asked about ("warfarin in a 70-year-old"), of which
Safe Harbor keeps it; that of a person who is spoken of ("he is 70 years old") is found."""
YEARS = r"years?(?: old)?|yrs?|y\.?/?o|y|años|anos|ans|anni|Jahre|лет|года?|سال(?:ه)?|岁|周岁"
"""Years of age in brackets: (74 años)."""
BORN = (
    r"(?i)(?:(?<!\p{L})(?:d\.?o\.?b|born|birth\s?date|date of birth|birth|nac(?:imiento|ido|ida)?|f\.? ?n|"
    r"naissance|né[e]?|geb(?:oren|urtsdatum)?|nat[oa]|nascita|рожд\p{L}*|родил\p{L}*|"
    r"تولد|متولد)(?!\p{L})|生日|出生|г\. ?р\.?|生\s?[(（]$)"
)
"""What says before a day, or behind it, that somebody was born then."""
KIN = (
    r"(?:grand|step|great-?grand)?(?:mother|father|parent)(?:-in-law)?|mum|mom|dad|grandma|grandpa|aunt|uncle|wife|husband|"
    r"spouse|brother|sister|cousin|friend|neighbou?r|widow(?:er)?|patient|resident|carer|caregiver|partner|madre|"
    r"padre|abuel[oa]|t[ií][oa]|espos[oa]|marido|mujer|herman[oa]|vecin[oa]|paciente"
)
SOMEBODY = (
    r"joven|ancian[oa]|neonato|reci[ée]n nacid[oa]|lactante|beb[ée]|adolescente|gestante|embarazada|pu[ée]rpera|"
    r"viud[oa]|jubilad[oa]|pensionista|chic[oa]|persona|estudiante|escolar|primigesta"
)
UNITS = r"(?:años?|mes(?:es)?|semanas?|d[ií]as?)"
