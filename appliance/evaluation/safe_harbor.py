"""The eighteen identifiers of 45 CFR 164.514(b)(2)(i), with the recall measured on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from appliance.evaluation.intervals import clopper_pearson

# letter, identifier, recognizers, labels of data sets that stand for it
IDENTIFIERS = (
    ("A", "names", "person, tagger", ("PERSON", "NAME", "PER", "Person", "person", "NOMBRE_SUJETO_ASISTENCIA", "NOMBRE_PERSONAL_SANITARIO")),
    ("B", "geographic parts below state", "address, tagger", ("STREET_ADDRESS", "ADDRESS", "GPE", "LOCATION", "ZIP_CODE", "GEOGRAPHIC_LOCATION", "LOC", "LocOrg", "Location", "CALLE", "TERRITORIO")),
    ("C", "dates except year", "date, date_words", ("DATE_TIME", "DATE", "FECHAS")),
    ("C", "ages (over 89 identify)", "age, old_age", ("AGE", "EDAD_SUJETO_ASISTENCIA")),
    ("D", "telephone numbers", "phone", ("PHONE_NUMBER", "NUMERO_TELEFONO")),
    ("E", "fax numbers", "phone", ("FAX_NUMBER", "NUMERO_FAX")),
    ("F", "e-mail addresses", "email", ("EMAIL_ADDRESS", "CORREO_ELECTRONICO")),
    ("G", "social security and national numbers", "us_ssn, uk, es, de, fr, it, ru, cn, ir", ("US_SSN", "SOCIAL_SECURITY_NUMBER", "ID_SUJETO_ASISTENCIA")),
    ("H", "medical record numbers", "mrn", ("MEDICAL_RECORD_NUMBER",)),
    ("I", "health plan numbers", "health_plan, us_health", ("HEALTH_PLAN_BENEFICIARY_NUMBER", "ID_ASEGURAMIENTO")),
    ("J", "account numbers", "account, iban, credit_card", ("ACCOUNT_NUMBER", "CREDIT_CARD", "IBAN_CODE")),
    ("K", "certificate and licence numbers", "licence, us_health", ("CERTIFICATE_LICENSE_NUMBER", "US_DRIVER_LICENSE", "ID_TITULACION_PERSONAL_SANITARIO")),
    ("L", "vehicle identifiers, plates", "vehicle", ("VEHICLE_ID",)),
    ("M", "device identifiers, serials", "device", ("DEVICE_ID",)),
    ("N", "web addresses", "url", ("DOMAIN_NAME", "URL")),
    ("O", "IP addresses", "ip", ("IP_ADDRESS",)),
    ("P", "biometric references", "biometric", ("BIOMETRIC",)),
    ("Q", "photographs (references to)", "biometric", ("PHOTO",)),
    ("R", "any other unique number", "unique_number, handle, vat, passport, tagger", ("UNIQUE_IDENTIFIER",)),
)  # fmt: skip


Labels = Mapping[str, Mapping[str, Any]]


def table(labels: Labels, mended: Labels, unseen: Labels) -> Iterator[str]:
    """Markdown rows from the ``labels`` of ``appliance pii evaluate``, of ``mended`` invented texts,
    which the recognizers were mended by, and of ``unseen`` ones, which were held out."""
    yield (
        "| | identifier | recognizers | labelled texts: n, recall | 95 % interval "
        "| invented: n, recall | 95 % interval | held out: n, recall | 95 % interval |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for letter, name, recognizers, members in IDENTIFIERS:
        measured = " | ".join(_recall(kind, members) for kind in (labels, mended, unseen))
        yield f"| {letter} | {name} | {recognizers} | {measured} |"


def _recall(labels: Labels, members: tuple[str, ...]) -> str:
    """How many there are, the share that was found, and its bounds; blank where there are none."""
    rows = [labels[label] for label in members if label in labels and labels[label]["n"]]
    n = sum(row["n"] for row in rows)
    if not n:
        return "- | -"
    found = sum(round(row["n"] * row["recall"]) for row in rows)
    low, high = clopper_pearson(found, n)
    return f"{n}, {found / n:.3f} | {low:.3f}-{high:.3f}"
