"""Rules that recompute check digits or look at a code's form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from appliance.decisions import checksums, vat
from appliance.decisions.case import Case, Rule, title, verdict
from appliance.doctypes.schema import RuleSpec
from appliance.types import Check

_CODED = re.compile(r"\b[A-Z]\d[0-9A-Z]\.[0-9A-Z]{1,5}\b|(?<=[(\[])[A-Z]\d[0-9A-Z](?=[)\]])")


def _rule(valid: Callable[[str], bool | None], right: str, wrong: str) -> Rule:
    """A rule that applies ``valid`` to each value; ``None`` from it means: cannot tell."""

    def rule(spec: RuleSpec, case: Case) -> Iterator[Check]:
        kept: set[str] = set()
        for field in case.all(spec.fields):
            passed = valid(field.value)
            if passed is None or (passed and field.row and field.name in kept):
                continue  # of a column's right values, one check is kept
            if passed:
                kept.add(field.name)
            says = right if passed else wrong
            row = f" of row {field.row}" if field.row and not passed else ""
            yield verdict(spec, passed, (field.name,), f"{title(field.name)}{row} {says}.")

    return rule


def _checksum(valid: Callable[[str], bool | None], what: str) -> Rule:
    return _rule(valid, f"has the check digits of {what}", f"has wrong check digits for {what}")


def _form(valid: Callable[[str], bool | None], what: str) -> Rule:
    return _rule(valid, f"has the form of {what}", f"does not have the form of {what}")


def icd10(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """Every printed code has the form of ICD-10: the whole of a column of codes, and what looks
    like a code in words."""
    for field in case.all(spec.fields):
        column = field.name.rpartition(".")[2]
        for code in [field.value] if column == "icd10" else _CODED.findall(field.value):
            passed = checksums.icd10(code)
            says = "has" if passed else "does not have"
            yield verdict(
                spec, passed, (field.name,), f"The code {code} {says} the form of ICD-10."
            )


RULES: dict[str, Rule] = {
    "iban": _checksum(checksums.iban, "an IBAN"),
    "lei": _checksum(checksums.lei, "a legal entity identifier"),
    "luhn": _checksum(checksums.luhn, "its kind"),
    "isin": _checksum(checksums.isin, "an ISIN"),
    "cusip": _checksum(checksums.cusip, "a CUSIP"),
    "npi": _checksum(checksums.npi, "a provider identifier"),
    "vat_id": _checksum(vat.valid, "a tax number of its country"),
    "loinc": _checksum(checksums.loinc, "a LOINC code"),
    "bic": _form(checksums.bic, "a BIC"),
    "cik": _form(checksums.cik, "a central index key"),
    "ein": _form(checksums.ein, "an employer identification number"),
    "company_number": _form(checksums.company_number, "a company number"),
    "icd10": icd10,
}
