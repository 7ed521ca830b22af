"""Words about capitals: those nobody is called by, roles that a name follows, words of grammar.

Lists only, in the languages that questions are asked in and that have capitals; ``capitals`` and
``likeness`` each read a row in their own way.
"""

from __future__ import annotations

import regex


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PARTICLES = _set(
    "of and the for in on or a an no & x de la del el los las y e o en по и в из на от"
)
"""Small words that headings have, too (``Date of Birth``)."""
HANGING = _set(
    "by with to from for of and or named called told asked per the her his their my our its and "
    "daughter son wife husband mother father brother sister friend patient nurse doctor "
    "por con para de a y la el su hija hijo esposa esposo paciente "
    "с со у от для и его её их врачом пациент пациента жена муж сын дочь"
)
"""Last words of a row whose sentence goes on in the next."""
SPOKEN = _set(
    "was is were has had by with who denies denied reports reported states stated says said will "
    "called lives came went paid told asked she he her his be been "
    "fue es está con por refiere niega que был была с от который"
)
"""Words by which a row of capitals is told to be a sentence."""
THINGS = _set(
    "amount number no due per total price date time type code name charge charges fee tendered "
    "included incl excl of balance rate report results result list"
)
"""What goes with the first word of a form's row (``Room charge``)."""
ASKED = _set(
    "payment method tender type paid status sex gender category unit units item items description "
    "currency finding findings result results interpretation flag mode form forma pago sexo tipo "
    "estado пол тип статус оплата"
)
"""Labels whose value is a word of a list, and nobody's name."""
WORDS = _set(
    "a an the i he she it we you they me him us them his her its our your their my mine this that "
    "these those there here who whom whose which what when where why how whether if as at by for "
    "from in into of on onto to with without within under over after before since until while "
    "during because although though and or but nor so then than thus yet also not no none never "
    "nothing nobody everyone everybody somebody someone anyone anything something everything both "
    "each either neither any all some most many more much few other another such same own only "
    "even just very too again always often sometimes usually currently previously recently "
    "initially additionally overall otherwise however therefore instead regarding due given using "
    "dear hello hey yeah okay alright hmm uh um kindly sincerely regards yours faithfully "
    "atentamente saludos estimado estimada "
    "is are was were be been being am has have had having do does did will would can could shall "
    "should may might must let please thank thanks yes ok okay well oh now today tomorrow "
    "yesterday tonight once twice "
    "monday tuesday wednesday thursday friday saturday sunday "
    "patient patients pt "
    "el la los las un una unos unas lo le les se me te nos su sus mi mis tu este esta estos estas "
    "ese esa eso aquel al del de en con sin por para según desde hasta tras entre sobre bajo ante "
    "durante mediante y e o u ni pero sino aunque porque que quien cual cuando donde como si no sí "
    "también tampoco además asimismo posteriormente actualmente inicialmente entonces así más muy "
    "ya hoy ayer mañana es son era fue ha han había está están se presenta presentaba refiere "
    "niega ingresa paciente pacientes debido dado otros otras todo toda "
    "я мы ты вы он она оно они его её ее их ему ей им мне нам вам нас меня себя свой этот эта это "
    "эти тот та то те такой такая такое кто что какой какая который которая когда где как почему "
    "если чтобы потому поэтому и а но или либо да не ни нет же ли бы в во на по из от до за над "
    "под при про для без с со о об у к ко через между после перед около кроме среди ранее сейчас "
    "теперь тогда сегодня вчера завтра накануне здесь там уже ещё еще также тоже только очень "
    "однако хотя вместо согласно был была было были есть будет все всё всем вся каждый один одна "
    "первый первая первой второй вторая второго пациент пациентка больной больная спасибо"
)
"""Words that nobody is called by, wherever they stand."""
FORMS = _set(
    "results result vitals vital medications medication allergies allergy "
    "examination exam assessment impression diagnosis diagnoses treatment management procedure "
    "procedures recommendations recommendation instructions guidelines guideline "
    "contraindications symptoms pregnancy pressure temperature weight height hospital clinic "
    "encounter outpatient inpatient status updated ordered performed completed measured signed "
    "written received admitted discharged continue continued follow history hx labs laboratory "
    "cardiovascular respiratory gastrointestinal neurological musculoskeletal psychiatric "
    "constitutional extremities abdomen lungs bilateral acute chronic moderate mild severe "
    "abnormal elevated negative positive normal auscultation hematuria echocardiogram "
    "immunizations immunization total subtotal amount balance date address telephone email e "
    "provider author document report reports language number invoice receipt payment "
    "informe motivo datos fecha edad sexo historia responsable remitido remitida exploración "
    "evolución diagnóstico correo teléfono analítica ecografía pruebas domicilio "
    "диагноз жалобы дата итого сумма"
)
"""Words that rows of forms begin with: no name there, but where they do as people do."""
ROLES = _set(
    "patient pt guest guests customer client cashier server waiter waitress host hostess clerk "
    "driver operator nurse doctor dr physician provider surgeon resident attending dentist "
    "pharmacist therapist technician assistant manager officer captain sergeant employee agent "
    "salesperson associate representative teacher coach pastor mother father son daughter wife "
    "husband spouse brother sister aunt uncle niece nephew cousin grandmother grandfather friend "
    "neighbor neighbour caregiver guardian parent witness tenant owner holder member subscriber "
    "insured guarantor beneficiary recipient contact attn attention mr mrs ms miss sir madam prof "
    "rev judge name surname dear hi hello hey sincerely regards yours faithfully respectfully "
    "cordially thanks you signed served seen sold billed shipped prepared reviewed dictated by "
    "goodbye with to from per present "
    "paciente cliente cajero cajera camarero camarera enfermero enfermera doctora dra médico "
    "médica sr sra srta señor señora don doña madre padre hijo hija esposo esposa hermano hermana "
    "amigo amiga titular contacto nombre apellido apellidos firmado fdo atendido estimado estimada "
    "querido querida atentamente saludos gracias por "
    "пациент пациентка больной больная врач кассир продавец официант официантка медсестра доктор "
    "гость клиент мать отец сын дочь жена муж брат сестра друг подруга опекун фамилия имя отчество "
    "подпись уважаемый уважаемая дорогой дорогая господин госпожа осмотрел принял выдал спасибо"
)
"""Words behind which a name stands."""
GREETINGS = _set("dear hi hello hey estimado estimada querido querida уважаемый уважаемая дорогой")
"""Those that a colon may follow (``Estimado ...:``)."""
_CLOSING = regex.compile(
    r"(?i)(?:^|[.!?][ ])[^.!?\n]{0,24}\b(?:sincerely|regards|yours|faithfully|truly|wishes|thanks|"
    r"thank you|respectfully|cordially|signed|love|cheers|best|atentamente|saludos?|cordialmente|"
    r"gracias|уважением|искренне|спасибо)(?: yours| you)?[ ]?[,.!]?[ ]*$"
)


def closes(row: str) -> bool:
    """Whether a row ends a letter: the next one is signed."""
    return bool(_CLOSING.search(row))
