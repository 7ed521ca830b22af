"""Documents in more languages than one: the rows asked about must be in one that was measured."""

from __future__ import annotations

import pytest

from appliance.privacy import language
from appliance.privacy.detect import Detector
from appliance.privacy.escalation.question import Cleared, Shape, clear
from appliance.privacy.escalation.shown import Asked
from appliance.privacy.refusal import Blocked
from appliance.types import Document, Span


def about(text: str, row: str, detector: Detector) -> Cleared:
    """A question about the row and its neighbours; raises ``Blocked``."""
    at = text.index(row)
    asked = (Asked(name="f", label="a value", kind="text", places=(Span(at, at + 1),)),)
    return clear(Document(text=text, pages=()), asked, Shape(model="big", tokens=100), detector)


FOREIGN = {
    "pt": "O paciente foi encaminhado para a clínica com dor no peito\n"
    "O senhor Joaquim das Neves mora na rua do Ouro\nA consulta foi marcada para depois da festa",
    "de": "Der Patient wurde gestern in der Klinik am Berg aufgenommen\n"
    "Herr Sommer wohnt in der Nähe vom Bach\nDie Frau von Herrn Sommer kommt morgen",
    "it": "Il paziente è stato ricoverato presso la clinica\n"
    "Il signor Rossi abita in via del Sole\nLa visita è stata fissata per domani",
    "nl": "De patiënt is gisteren in het ziekenhuis opgenomen\n"
    "Mevrouw de Boer woont bij het station in Utrecht\nDe afspraak is verzet naar de week erop",
    "uk": "Пацієнт був прийнятий до лікарні вчора ввечері\n"
    "Пан Коваль живе біля річки у нашому місті\nВін прийде до лікарні завтра вранці знову",
    "el": "Ο ασθενής εισήχθη χθες στο νοσοκομείο της πόλης\n"
    "Ο κύριος Νίκος μένει κοντά στο ποτάμι\nΘα έρθει πάλι στο νοσοκομείο αύριο το πρωί",
}
SPOKEN = "The committee met again and discussed the results of the year with the patient.\n"


@pytest.mark.parametrize("between", [False, True], ids=["at the end", "one row among English ones"])
@pytest.mark.parametrize("tongue", FOREIGN)
def test_rows_in_a_language_that_was_not_measured_stay_here_whatever_is_written_before_them(
    detector: Detector, tongue: str, between: bool
) -> None:
    rows = FOREIGN[tongue].split("\n")
    text = 60 * SPOKEN + (rows[1] + "\n" + SPOKEN if between else FOREIGN[tongue])
    with pytest.raises(Blocked) as refusal:
        about(text, rows[1], detector)
    assert refusal.value.code == "language"


def test_rows_in_another_language_that_was_measured_are_looked_at_in_it(detector: Detector) -> None:
    row = "Вчера к нам приехал Сергей Кузнецов из города, он сказал, что всё готово"
    text = 20 * SPOKEN + row
    sent = about(text, row, detector)
    assert {"Сергей", "Кузнецов"} <= {w for one in sent.vault.values.values() for w in one.split()}
    assert "<PERSON_" in sent.redacted.text


@pytest.mark.parametrize(
    "row",
    ["Seen by Dr. Jan van de Berg of the clinic in Utrecht today.",
     "Mr. Da Silva and Mrs. Le of the Von Braun Institute were in the room.",
     "The naïve patient with Ménière disease came to the café for a résumé of it."],
)  # fmt: skip
def test_foreign_names_in_english_rows_make_them_no_foreign_ones(row: str) -> None:
    assert set(language.heard([row])) <= {"en"}
