"""What invented values are made of: locales, scripts, shapes of dates, clinics and houses."""

import regex

LOCALES = {
    "en": [
        "en_US", "en_US", "en_US", "en_GB", "en_IN", "de_DE", "fr_FR", "it_IT", "es_ES", "pl_PL",
        "nl_NL", "cs_CZ", "sv_SE", "tr_TR", "pt_BR", "hu_HU", "da_DK", "fi_FI", "hr_HR", "sl_SI",
        "ro_RO", "no_NO", "id_ID",
    ],
    "es": ["es_ES", "es_ES", "es_ES", "es_MX", "es_CO", "es_AR"],
    "ru": ["ru_RU"],
    "fa": ["fa_IR"],
    "zh": ["zh_CN", "zh_CN", "zh_TW"],
}  # fmt: skip
STRANGERS = ("en_US", "en_GB", "de_DE", "fr_FR", "it_IT", "es_ES", "pt_BR", "nl_NL")
HOMES = {
    "fa": ("IR", "AF"),
    "ru": ("RU", "BY", "KZ"),
    "es": ("ES", "MX", "AR", "CO", "PE", "CL"),
}
NEAR = 8  # how many times likelier a town is where the language is spoken
SCRIPT = {
    "en": regex.compile(r"^[\p{Latin}\s'.-]+$"),
    "es": regex.compile(r"^[\p{Latin}\s'.-]+$"),
    "ru": regex.compile(r"^[\p{Cyrillic}\s-]+$"),
    "fa": regex.compile(r"^[\p{Arabic}\s\u200c]+$"),
    "zh": regex.compile(r"^\p{Han}+$"),
}
JALALI = [
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
]  # fmt: skip
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
HOSPITALS = {
    "fa": ["بیمارستان {}", "درمانگاه {}", "مرکز پزشکی {}", "کلینیک {}"],
    "ru": ["Клиника {}", "Больница {}"],
    "zh": ["{}人民医院", "{}中心医院", "{}诊所"],
    "en": [
        "{} General Hospital",
        "{} Clinic",
        "{} Medical Center",
        "St. {}'s Hospital",
        "{} Health",
        "University of {}",
        "{} Memorial",
        "Mount {}",
        "{} Regional",
        "{} Hospital",
        "{}",
        "Saint {}",
        "Our Lady of {}",
        "{} Children's Hospital",
        "{} Veterans Affairs Medical Center",
        "{} Infirmary",
        "{} Sacred Heart",
        "{} Surgery",
        "The {} Practice",
        "{} Health Centre",
        "{} Urgent Care",
        "{} Nursing Home",
    ],
    "es": [
        "Hospital {}",
        "Hospital Universitario de {}",
        "Clínica {}",
        "Complejo Hospitalario {}",
        "Hospital General Universitario {}",
    ],
}
DATES = [
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%Y-%m-%d",
    "%B %d, %Y",
    "%d %b %Y",
    "%b %d %Y",
    "%d.%m.%Y",
    "%d-%m-%y",
    "%B %Y",
    "%d %B",
    "%m/%d",
]
HOUSES = (
    "Forge", "Rectory", "Vicarage", "Cottage", "Barn", "Mill", "Lodge", "Farmhouse", "Gables",
    "School House", "Stables", "Orchard", "Bakery", "Coach House", "Manor", "Willows", "Laurels",
    "Post Office", "Granary", "Chapel", "Oaks",
)  # fmt: skip
