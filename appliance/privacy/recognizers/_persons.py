"""What sentences say of people alone: verbs, kin, what people own; and words that are no names."""

from __future__ import annotations

import regex

from appliance.privacy import openers
from appliance.privacy.allowed import general
from appliance.privacy.plain import is_everyday, is_given, is_plain

_CAPITAL = regex.compile(r"\p{Lu}\p{Ll}+")

DOES = (
    r"(?:(?:also|then|still|now|never|always|usually|often|sometimes|just|already|soon|kindly|later|again|"
    r"generously|quickly|happily)[ ])?(?:"
    r"(?:call|phon|ask|sign|thank|visit|smok|liv|agre|refus|declin|deni|complain|walk|arriv|"
    r"attend|consent|explain|enjoy|lik|prefer|remember|suffer|stay|play|cri|laugh|marri|retir|"
    r"order|want|wish|hop|believ|worr|describ|mention|request|insist|promis|examin|recommend|"
    r"prescrib|work|report|stat|present|return|answer|listen|help|travel|mov|accept|apologi[sz]|"
    r"confirm|notic|admit|disagre|collaps|recover|faint|vomit|cough|bath|dress|deliver|weigh|"
    r"stopp|quit|tipp|learn|teach|argu|beg|borrow|celebrat|cook|danc|dislik|disput|dream|"
    r"greet|hesitat|joke|knock|limp|pack|panick|practis|practic|pray|quarrel|resign|"
    r"scream|shower|sigh|smil|sneez|snor|sobb|stumbl|studi|swallow|text|whisper|wander|yawn|yell|"
    r"knit|jogg|exercis|volunteer|commut|babysit|regret|swear|appreciat|decid|intend|"
    r"struggl|manag|realis|realiz|recall|request|suspect|wav|wink|wonder)(?:e?s|e?d|ies|ied)|"
    r"(?:is|was|has[ ]been|been)[ ](?:also[ ]|now[ ]|not[ ]|still[ ]|already[ ])?(?:walking|talking|eating|drinking|"
    r"sleeping|smoking|living|feeling|coughing|vomiting|waiting|asking|crying|limping|sitting|standing|"
    r"lying|driving|looking[ ]forward|planning|trying|hoping|complaining|resting|breathing|visiting)|"
    r"(?:stopped|started|quit|keeps|kept|likes|loves|enjoys|tried|refused|began)[ ](?:smoking|drinking|walking|"
    r"working|eating|running|swimming|taking|seeing|to[ ]\p{Ll}+)|"
    r"(?:got|gets)[ ](?:up|home|dressed|married|divorced|angry|upset|lost|sick|well|better|tired|out[ ]of)|"
    r"(?:picks|picked|drops|dropped|checks|checked|signs|signed|wakes|woke|calls|called|came|comes|showed|shows|"
    r"dozed|passed|threw|throws|moved|sat|stood|lay)[ ](?:up|in|out|off|by|back|down|over|away)|"
    r"(?:seems|seemed|looks|looked|appears|appeared|sounds|sounded)[ ](?:very[ ]|quite[ ]|more[ ]|a[ ]bit[ ])?(?:tired|pale|"
    r"unwell|confused|upset|sad|happy|anxious|comfortable|weak|sleepy|drowsy|frail|ill|sick|worried|calm|better|"
    r"cheerful|angry|afraid|relaxed|nervous|distressed|dehydrated|thin|well|fine)|"
    r"(?:weighs|weighed)[ ]\d|(?:prefers|hates|loves|loved|hated|owns|owned|knits|shaves|sings|sang|swims|swam|"
    r"rides|rode|hurt|cut|broke|fractured|twisted|sprained|bumped|hit)[ ](?:a|an|the|his|her|it|to|no|one|two|\p{Ll}+ing)(?!\p{L})|"
    r"(?:shared|split|ordered|booked|reserved|rented|cancelled|canceled|tipped|had|has)[ ](?:a|an|the|no|one|two|"
    r"three|some|breakfast|lunch|dinner|coffee|tea|drinks)(?!\p{L})|"
    r"(?:cannot|can['’]t|couldn['’]t|won['’]t|wouldn['’]t|can|could|will)[ ](?:walk|stand|sit|see|hear|speak|"
    r"swallow|sleep|eat|drive|swim|read|write|dress|climb|breathe|lift|bend|remember|afford|attend|pay|come|make[ ]it)|"
    r"says?|said|tells?|told|thinks?|thought|feels?|felt|knows?|knew|understands?|understood|"
    r"speaks?|spoke|writes?|wrote|pays|paid|buys|bought|takes|took|eats|ate|drinks|drank|sleeps|"
    r"slept|falls|fell|wakes|woke|goes|went|comes|came|sees|saw|meets|met|gives|gave|brings|brought|"
    r"leaves|left|sits|sat|stands|stood|drives|drove|runs|ran|forgets|forgot|cries|lost|underwent|"
    r"tolerated|wears|keeps|kept|needs|has[ ](?:a|an|no|had|been|asthma|diabetes|pain|two|three)|"
    r"had[ ](?:a|an|been|no)|does[ ]not|did[ ]not|doesn['’]t|didn['’]t|"
    r"(?:can|could|will|would|may|must|should)[ ](?:not[ ])?(?:come|call|return|see|take|walk|stay|"
    r"go|be[ ]seen|need|pay|have|bring|rest|eat|drink|sleep|sign|visit|start|stop|continue)|"
    r"(?:is|was|has[ ]been)[ ](?:also[ ]|now[ ]|not[ ])?(?:seen|admitted|discharged|examined|treated|born|"
    r"brought|referred|transferred|evaluated|well|here|given|told|asked|informed|advised|allergic|"
    r"married|divorced|widowed|retired|pregnant|afraid|worried|unhappy|happy|tired|awake|alert|"
    r"sick|ill|accompanied|taken|operated|home|back|alone|there|able|unable|willing)|"
    r"(?:is|was)[ ](?:a|an|the|my|our|his|her)[ ](?:[\p{Ll}-]+[ ]){0,3}(?:man|woman|lady|gentleman|boy|"
    r"girl|patient|teacher|smoker|drinker|widow|widower|mother|father|son|daughter|wife|husband|"
    r"friend|nurse|doctor|driver|farmer|worker|student|neighbou?r|owner|manager)|"
    r"(?:is|was)[ ](?:a[ ])?\d{1,3}(?:[ -]years?[ -]old|[ ]?y)|(?:is|was)[ ]an?[ ]\d{1,3}[ -]year"
    r")"
)
"""What is said of a person, in English."""
HACE = (
    r"refiere|niega|acude|vive|fuma|llama|llamó|trabaja|presenta|dice|dijo|viene|vino|toma|come|"
    r"duerme|camina|ingresa|ingresó|consulta|consultó|pagó|firma|firmó|pide|pidió|quiere|sufre|"
    r"duele|durmió|comió|bebió|caminó|anduvo|salió|llegó|volvió|recogió|dejó|olvidó|perdió|vio|habló|contó|"
    r"cenó|comieron|cenaron|vinieron|llegaron|pagaron|firmaron|viven|trabajan|duerme|despertó|lloró|"
    r"está|tiene|pregunta|preguntó|acepta|aceptó|rechaza|fue|ha[ ]sido"
)
DELAYET = (
    r"жалуется|жалуются|отрицает|отмечает|сообщает|сообщил[а]?|живёт|живет|работает|курит|пьёт|пьет|"
    r"поступил[а]?|обратил(?:ся|ась)|принимает|принимал[а]?|пришёл|пришел|пришла|сказал[а]?|"
    r"согласен|согласна|отказал(?:ся|ась)|выписан[а]?|осмотрен[а]?|доставлен[а]?|звонил[а]?|"
    r"хорошо[ ]спит|плохо[ ]спит|спал[а]?|ел[а]?|пил[а]?|говорит|говорил[а]?|знает|хочет|хотел[а]?|может|не[ ]может|"
    r"упал[а]?|плачет|ходит|сидит|лежит|стоит|помнит|забыл[а]?|приехал[а]?|пришли|приехали|вернулся|вернулась|"
    r"позвонил[а]?|просит|попросил[а]?|болеет|спит|ест|чувствует|заплатил[а]?|подписал[а]?|уш[её]л|ушла"
)
KIN = (
    r"(?:grand|step)?(?:son|daughter|mother|father)|wife|husband|spouse|brother|sister|niece|nephew|"
    r"uncle|aunt|cousin|friend|neighbou?r|partner|fianc[ée]e?|boyfriend|girlfriend|caregiver|guardian|"
    r"hij[oa]|espos[oa]|herman[oa]|niet[oa]|sobrin[oa]|madre|padre|жена|муж|сын|дочь|мать|отец|брат|"
    r"сестра|друг|подруга"
)
ROLE = (
    r"nurse|doctor|officer|captain|sergeant|professor|coach|pastor|resident|intern|surgeon|"
    r"physician|dentist|pharmacist|therapist|midwife|paramedic|technician|worker|teacher|colleague|"
    r"waiter|waitress|cashier|clerk|guest|tenant|client|customer|patient|interpreter|driver|"
    r"paciente|doctora?|enfermer[oa]|camarer[oa]|cliente|señora?|пациент(?:ка)?|доктор|врач|клиент|гость"
)
OWNED = (
    rf"{KIN}|child|children|parents?|family|chart|wound|leg|arm|hand|foot|head|neck|back|chest|heart|"
    r"eyes?|ears?|nose|mouth|knees?|hips?|shoulders?|skin|blood|pain|bed|room|house|home|car|dog|name|"
    r"birthday|appointment|surgery|operation|medication|tablets|symptoms|request|signature|phone|"
    r"consent|care|stay|visit|condition|temperature|pulse|weight|height|breathing|voice|speech|gait|"
    r"appetite|sleep|mood|memory|hearing|vision|balance|age|address|number|email|password|keys?|bag|purse|"
    r"wallet|coat|jacket|shoes?|glasses|luggage|suitcase|passport|ticket|table|seat|desk|office|boss|team|"
    r"email|letter|parcel|package|reservation|booking|birthday|wedding|funeral|story|version|opinion|"
    r"finger|thumb|toe|elbow|wrist|ankle|thigh|face|hair|tooth|teeth|throat|stomach|belly|spine|rib|ribs|"
    r"diagnosis|results|doctor|nurse|order|bill|card|account|job|"
    r"employer|insurance|lawyer|complaint|case|records?|file|hospital|abdomen|lungs?|kidneys?"
)
CLOSING = (
    r"(?:(?:with|kind|best|warm|many|yours|very)[ ])*(?:sincerely|regards|truly|faithfully|wishes|"
    r"respectfully|cordially|yours|thanks|thank[ ]you|signed|cheers|love|care)(?:[ ]yours)?|"
    r"(?:(?:your|a)[ ](?:(?:old|dear|loving|grateful|faithful)[ ])?(?:friend|son|daughter|mother|father|patient|neighbou?r|"
    r"colleague|brother|sister|aunt|uncle|guest|customer))|all[ ]the[ ]best|take[ ]care|see[ ]you(?:[ ](?:soon|then|there|later))?|"
    r"talk[ ](?:soon|later)|god[ ]bless|hugs|xoxo|until[ ](?:then|soon)"
)
AGENT = (
    r"seen|examined|reviewed|served|booked|assisted|signed|dictated|written|prepared|approved|"
    r"checked|taken|brought|referred|treated|operated|performed|removed|given|done|called|asked|told|"
    r"accompanied|collected|ordered|paid|administered|verified|received|interpreted|rung[ ]up|"
    r"brought[ ]in|picked[ ]up|checked[ ]in|checked[ ]out|cared[ ]for"
)
TOGETHER = (
    rf"{DOES}|{HACE}|{DELAYET}|(?:are|were)[ ](?:both[ ])?(?:married|engaged|divorced|here|there|present|"
    r"friends|siblings|brothers|sisters|colleagues|neighbou?rs|on[ ]call|told|asked|seen|informed|waiting|"
    r"happy|back|home|late|early)|have[ ](?:been|agreed|signed|paid|a|two|three|\d)|(?:live|work|agree|"
    r"share|pay|eat|walk|smoke|drink|meet|want|need|know|like|take|come|stay|travel|will)(?=[ ,.])|"
    r"(?:son|están|están[ ]casados|han)[ ]|(?:вместе|живут|работают|просят|хотят|знают)(?=[ ,.])"
)
"""What is said of two people."""
_LISTED = (
    "president caucasian down time section exchange purchase delivery shopping item "
    "signature hospital urgencias unidad servicio urología digestivo cirugía medicina anestesia "
    "tratamiento hospitalización consulta consultas dolor síndrome patología cáncer "
    "atención interna cuidados clínica centro departamento sección "
    "emergency surgery medicine pharmacy radiology pathology cardiology oncology neurology "
    "pediatrics psychiatry orthopedics laboratory lab labs office front desk department ward unit "
    "intensive care nursing insurance management staff team admissions registration reception "
    "billing customer service support department social services police ambulance "
    "internet web email mail facebook google english spanish russian french german chinese "
    "caution warning notice note attention important store shop restaurant bar cafe hotel bank "
    "company government congress senate court board committee university college school church "
    "bible god christmas easter winter spring summer autumn fall north south east west "
    "practitioner specialist assistant manager education information portal station line notes "
    "copy check only everyone family parents mom dad mommy daddy grandma grandpa doctor nurse "
    "mother father sister brother guest guests client resident review history system "
    "delivery pickup takeaway takeout collection self help rent sale hire free life more information "
    "премьер форум соглашения президент министр второй первой нового конвенции премии статье "
    "банк город область россия отделение больница клиника поликлиника бог"
)
_COLUMNS = frozenset(
    [
        "price",
        "amount",
        "qty",
        "quantity",
        "item",
        "items",
        "date",
        "age",
        "sex",
        "gender",
        "address",
        "phone",
        "code",
        "type",
        "number",
        "id",
        "list",
        "room",
        "total",
        "unit",
        "rate",
        "value",
        "size",
        "description",
        "notes",
        "precio",
        "cantidad",
        "fecha",
        "цена",
        "количество",
    ]
)
_NOBODY = frozenset(_LISTED.split())
"""What sentences write with a capital, or people speak of as of somebody, and is nobody's name."""


def called(value: str) -> bool:
    """Whether a plain word may be a name: none of grammar, medicine, places and institutions."""
    small = value.lower()
    listed = _NOBODY | openers.WORDS | openers.FORMS | openers.ROLES
    return is_plain(value) and not (small in listed or general(small))


def among(value: str) -> bool:
    """Whether of some words with a capital (``Okafor, Price and Page``) none that is plain cannot
    be a name."""
    words = _CAPITAL.findall(value)
    return all(called(word) or not is_plain(word) for word in words)


def beside(value: str) -> bool:
    """Whether of two words joined by *and* one is plain, and nothing but a name explains the other
    (``Price and Okafor``)."""
    words = _CAPITAL.findall(value)
    strange = [word for word in words if not is_plain(word) and not is_everyday(word.lower())]
    return len(strange) == 1 and all(called(word) for word in words if word not in strange)


def named_alone(value: str) -> bool:
    """Whether a plain word behind ``Name`` may be one: no other column's head."""
    return called(value) and value.lower() not in _COLUMNS


def reversed_name(value: str) -> bool:
    """Whether a family name stands before a given one: ``Price, John``."""
    family, given = _CAPITAL.findall(value)
    return called(family) and is_given(given) and not is_plain(given)
