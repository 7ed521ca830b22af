"""In which words labels are printed: ideas that fields of back-office papers are made of.

A customer's schema says ``recipient``, the paper ``Ship to``. Both are read as sets of ideas, so
that they meet; a word that is in no list here is an idea of its own. General knowledge, written by
hand, in English, German, French, Spanish and Italian; a type that declares cues needs none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from appliance.extraction.kinds.normalise import unaccented

GENERIC: Mapping[str, str] = {
    "number": "number, numbers, no, no., nr, nr., num, n°, nº, #, id, i.d., identifier"
    ", identification, identification number, id number, id no, code, ref, ref., reference, nummer"
    ", numero, serial, serial number, kennung, matricule",
    "date": "date, dated, day, datum, fecha, data, tag, jour, dia, giorno, on",
    "name": "name, names, full name, vor- und nachname, nom, nombre, nome, called",
    "time": "time, hour, uhrzeit, zeit, heure, hora, ora, at",
    "amount": "amount, sum, betrag, montant, importe, importo, value, charge, charges",
    "phone": "phone, telephone, tel, tel., mobile, mob, mob., cell, phone number, telefon, handy"
    ", telephone number, mobile phone, portable, movil, cellulare, t, p, m, ph, call, hotline",
    "address": "address, anschrift, adresse, direccion, indirizzo, postal address",
    "kind": "type, kind, tipo",
}
"""Ideas that say what a value is, not which."""
SPECIFIC: Mapping[str, str] = {
    "email": "email, e-mail, mail, e-mail address, email address, e",
    "website": "website, web site, web, url, homepage, internet, w, www",
    "fax": "fax, f, telefax",
    "birth": "birth, born, dob, d.o.b., date of birth, birth date, birthdate, geburtsdatum"
    ", geboren, ne le, date de naissance, fecha de nacimiento, data di nascita",
    "employee": "employee, staff, worker, personnel, payroll, mitarbeiter, arbeitnehmer, salarie"
    ", employe, empleado, trabajador, dipendente, staff member, who is paid",
    "employer": "employer, arbeitgeber, employeur, empleador, datore di lavoro",
    "company": "company, firm, organisation, organization, business, firma, societe, entreprise"
    ", empresa, azienda, where he or she works, company name, organisation name",
    "customer": "customer, client, account holder, bill to, billed to, kunde, kundin, cliente"
    ", customer name, occupier, householder, service for, kundenname",
    "member": "member, subscriber, insured, policyholder, policy holder, enrollee, beneficiary"
    ", cardholder, card holder, insured person, versicherter, versicherte, assure, asegurado"
    ", assicurato, mitglied, membre, miembro",
    "insurer": "insurer, insurance company, insurance, health plan, underwriter, payer, payor"
    ", versicherung, krankenkasse, assureur, aseguradora, assicurazione",
    "group": "group, grp, gruppe, groupe, grupo, gruppo",
    "policy": "policy, police, poliza, polizza, contract, vertrag, contrat, contrato",
    "plan": "plan, plan type, plan name, tariff, tarif, coverage type, product",
    "effective": "effective, effective date, eff, eff., valid from, coverage effective"
    ", cover begins, cover starts, start of cover, cover, coverage, gultig ab, valable du, vigente",
    "service": "service, services, customer service, customer services, member services"
    ", service hotline, kundenservice, support, helpline, questions, benefits, for benefits",
    "sender": "sender, from, consignor, shipper, ship from, shipped from, supplier, supplied by"
    ", dispatched by, despatched by, sent by, absender, lieferant, expediteur, fournisseur"
    ", remitente, proveedor, mittente, fornitore, vendor, seller, sold by",
    "recipient": "recipient, receiver, to, consignee, ship to, shipped to, deliver to"
    ", delivered to, delivery to, delivery address, customer, addressee, empfanger, destinataire"
    ", destinatario, sold to, lieferadresse, livre a, buyer",
    "carrier": "carrier, haulier, hauler, shipped via, shipped by, ship via, via, delivered by"
    ", transport, transporter, transported by, courier, forwarder, freight, spediteur, frachtfuhrer"
    ", transporteur, transportista, vettore, carried by, delivery by, haulage",
    "parcels": "parcels, parcel, packages, package, pkgs, cartons, carton, boxes, pieces, colli"
    ", pallets, packstucke, pakete, colis, bultos, cases, items",
    "quantity": "quantity, qty, menge, anzahl, quantite, cantidad, quantita",
    "weight": "weight, gross weight, total weight, net weight, gewicht, poids, peso, mass, wt",
    "delivery": "delivery, delivered, shipment, shipping, ship, dispatch, despatch, lieferung"
    ", delivered on, liefertag, livraison, entrega, consegna, delivery note, packing slip",
    "passenger": "passenger, traveller, traveler, name of passenger, reisender, passagier, voyageur"
    ", pasajero, passeggero, viajero, viaggiatore, fahrgast",
    "origin": "origin, from, departure station, departure airport, departure, depart, departs"
    ", von, abfahrt, start, starts, de, depart de, origen, salida, partenza, da, leaves from"
    ", station of departure, departing, boarding point",
    "destination": "destination, to, arrival station, arrival airport, arrival, arrive, arrives"
    ", nach, ziel, ankunft, a, arrivee, destino, llegada, arrivo, going to, goes"
    ", station of arrival, arriving, dropping point",
    "departure": "departure time, departure, departs, dep, dep., leaves, leaves at, abfahrt"
    ", heure de depart, salida, partenza, std, time of departure, departs at",
    "arrival": "arrival time, arrival, arrives, arr, arr., ankunft, llegada, arrivo, sta"
    ", time of arrival, arrives at",
    "boarding": "boarding, boarding time, boards, boards at, boarding at, embarque, imbarco"
    ", einsteigen, embarquement, time of boarding",
    "travel": "travel, journey, trip, travel date, reise, voyage, viaje, viaggio, outward",
    "flight": "flight, flight number, flight no, flug, vol, vuelo, volo",
    "train": "train, train number, train no, zug, tren, treno, service no",
    "coach": "coach, carriage, car, wagon, wagen, voiture, coche, carrozza",
    "seat": "seat, place, sitz, platz, sitzplatz, siege, asiento, posto, seat number",
    "gate": "gate, flugsteig, porte, puerta",
    "class": "class, klasse, classe, clase, cabin",
    "fare": "fare, price, ticket price, total fare, preis, fahrpreis, prix, precio, prezzo"
    ", tarifa, total price",
    "plate": "plate, license plate, licence plate, lic plate, lic. plate, registration plate"
    ", number plate, vehicle registration, vehicle reg, registration, reg, reg., vrm, vehicle"
    ", registration number, registration mark, kennzeichen, immatriculation, matricula, targa",
    "offence": "offence, offense, violation, contravention, infraction, reason, tatbestand"
    ", infraccion, infrazione, tat, vergehen, violation description, did wrong, breach",
    "place": "place, location, at, seen at, street, where, site, venue, ort, tatort, lieu, lugar"
    ", luogo, scene",
    "penalty": "penalty, penalty charge, fine, bussgeld, verwarnungsgeld, amende, multa, sanzione"
    ", amount due, amount payable, penalty amount, fine amount, total due, balance due, to pay",
    "authority": "authority, issued by, issuing authority, issuing agency, agency, issuer, behorde"
    ", autorite, autoridad, autorita, council, issuing office, issuing organisation, provider"
    ", issuing body, ausgestellt von, delivre par",
    "notice": "notice, citation, ticket, pcn, summons, penalty charge notice, aktenzeichen",
    "officer": "officer, issuing officer, warden, badge, inspector, agent",
    "gross": "gross, gross pay, gross earnings, gross salary, gross wages, gross income"
    ", total gross, total earnings, brutto, bruttolohn, bruttogehalt, brut, salaire brut, bruto"
    ", lordo, pay before deductions, before deductions",
    "net_pay": "net pay, net salary, net wages, net income, take-home pay, take home pay, take home"
    ", amount paid, nettolohn, nettogehalt, auszahlungsbetrag, net a payer, neto"
    ", liquido a percibir, netto in busta, pay after deductions, net amount, net payment, netto"
    ", net",
    "income_tax": "income tax, paye, paye tax, tax withheld, withholding tax, federal tax"
    ", federal income tax, lohnsteuer, impot sur le revenu, irpf, irpef, wage tax",
    "deductions": "deductions, total deductions, abzuge, retenues, deducciones, trattenute",
    "payment": "pay date, payment date, paid on, check date, date paid, payday, zahltag, pay day"
    ", date de paiement, fecha de pago, data di pagamento, day of payment, payment, paid",
    "period": "period, pay period, billing period, zeitraum, periode, periodo, month, monat",
    "account": "account, customer account, acct, acct., konto, kundenkonto, compte, cuenta, conto"
    ", customer number, kundennummer",
    "meter": "meter, meter number, meter no, zahler, zahlernummer, compteur, contador, contatore",
    "usage": "usage, consumption, consumed, used, units consumed, units used, units, verbrauch"
    ", consommation, consumo, energy used, water used",
    "due": "due, due date, pay by, payment due, payable by, due by, must be paid, fallig"
    ", falligkeit, zahlbar bis, echeance, vencimiento, scadenza, payment due date, deadline",
    "owed": "amount due, total due, balance due, total to pay, to pay, to be paid, please pay"
    ", amount payable, total amount due, sum to be paid, zu zahlen, net a payer, total a pagar"
    ", totale da pagare, pay this amount, total amount, total, gesamtbetrag, amount to pay",
    "issue": "issue, issued, issued on, date of issue, issue date, ausgestellt, ausgestellt am"
    ", emission, emitido, emesso, rilasciato, bill date, statement date, invoice date, date of bill"
    ", date of the bill, billing date, printed",
    "expiry": "expiry, expiry date, expires, expires on, expiration, expiration date, valid until"
    ", valid to, valid thru, valid through, exp, exp., gultig bis, ablaufdatum, valable jusqu'au"
    ", caducidad, scade, scadenza, valid till, renew before, renewal, renew by, use by",
    "holder": "holder, awarded to, presented to, certify that, certifies that, issued to"
    ", participant, attendee, candidate, student, learner, inhaber, teilnehmer, titulaire"
    ", titular, titolare, this is to certify that, granted to, delegate, bearer, recipient",
    "course": "course, course title, training, programme, program, subject, seminar, kurs, lehrgang"
    ", schulung, formation, curso, corso, for attending, title of the course, course name, module",
    "certificate": "certificate, certificate no, cert, cert., zertifikat, certificat, certificado"
    ", certificato, diploma, licence",
    "instructor": "instructor, trainer, tutor, teacher, course tutor, lehrer, ausbilder, dozent"
    ", formateur, instructeur, instructor name, docente, assessor, examiner, taught by",
    "provider": "provider, supplier, utility, energy supplier, versorger, stromlieferant"
    ", fournisseur, company, issued by, training provider",
    "grade": "grade, mark, score, result, punteggio",
    "visitor": "visitor, guest, besucher, gast, visiteur, visitante, ospite",
    "host": "host, visiting, to see, person visited, gastgeber, here to see, hosted by",
    "role": "position, job title, title, role, function, occupation, profession, beruf, stelle"
    ", poste, cargo, puesto, ruolo, qualifica, job",
    "department": "department, dept, dept., abteilung, service, departamento, reparto, cost centre",
    "hours": "hours, hours worked, stunden, heures, horas, ore",
    "patient": "patient, patient name, paziente, paciente",
    "doctor": "doctor, physician, prescriber, prescribed by, arzt, medecin, medico, practitioner",
    "medicine": "medicine, medication, drug, medikament, medicament, farmaco, medicamento",
    "dose": "dose, dosage, dosierung, posologie, dosis, posologia",
    "guest": "arrival date, check-in, check in, anreise",
    "checkout": "departure date, check-out, check out, abreise",
    "room": "room, room no, zimmer, chambre, habitacion, camera",
    "vin": "vin, chassis, chassis number, fahrgestellnummer, vehicle identification number",
    "driver": "driver, fahrer, conducteur, conductor, conducente",
    "subtotal": "subtotal, sub total, sub-total, zwischensumme, sous-total, total before tax"
    ", sum before tax, total ht, imponibile, base imponible",
    "tax": "tax, sales tax, state tax, vat, gst, hst, mwst, ust, tva, iva, amount of tax, taxes",
    "tip": "tip, gratuity, trinkgeld, pourboire, propina, mancia",
    "discount": "discount, rabatt, remise, descuento, sconto, you saved, savings",
    "tender": "cash, change, card, visa, mastercard, credit, debit, tendered, cash tendered, bar"
    ", change due, ruckgeld, rendu, cambio, resto, contanti, especes, efectivo",
    "signature": "signature, signed, signed by, received by, unterschrift, firma del",
}
"""Ideas that say which value it is. A wording may stand for several (``To``)."""
_SPACE = re.compile(r"[\s_/]+")
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?|#|[°º]")
_LINKS = frozenset(
    """of the a an for by is are be that which who it was were will must in with until his her or he
    she they this and what der die das des dem den von vom zur zum fur fuer und le la les du de
    d l des et el los las del y di il lo della dello e your our please their has
    """.split()  # noqa: SIM905 - words read better in rows of text
)
"""Words between ideas that carry none."""
STEM = 5
"""Letters by which words of no list are compared."""
LONGEST = 6
"""Words of the longest wording."""


class Ideas(NamedTuple):
    """What a label or a field is about; ``own`` are stems of words of no list."""

    specific: frozenset[str]
    generic: frozenset[str]
    own: frozenset[str]


def folded(text: str) -> str:
    """Lower case, no accents, single blanks."""
    return _SPACE.sub(" ", unaccented(text).casefold().replace("ß", "ss")).strip()


@cache
def _wordings() -> Mapping[str, tuple[str, ...]]:
    """Wording -> its ideas."""
    found: dict[str, list[str]] = {}
    for ideas in (SPECIFIC, GENERIC):
        for idea, listed in ideas.items():
            for wording in listed.split(", "):
                found.setdefault(wording, []).append(idea)
    return {wording: tuple(ideas) for wording, ideas in found.items()}


def tokens(text: str) -> list[tuple[str, int, int]]:
    """The folded words of a text and where they stand in it."""
    return [(folded(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def _known(words: list[str]) -> tuple[str, ...]:
    """The ideas of a wording; a closing point and a plural are overlooked."""
    joined = " ".join(words)
    known = _wordings()
    plain = joined.rstrip(".")
    singular = plain.removesuffix("s") if len(plain) > STEM else plain
    return next((known[form] for form in (joined, plain, singular) if form in known), ())


def read(words: list[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Wordings among words, longest first from the left: begin, end, ideas (none: unknown)."""
    place = 0
    while place < len(words):
        for length in range(min(LONGEST, len(words) - place), 0, -1):
            if ideas := _known(words[place : place + length]):
                yield place, place + length, ideas
                place += length
                break
        else:
            yield place, place + 1, ()
            place += 1


def linking(word: str) -> bool:
    """Whether a word only joins others."""
    return word.rstrip(".") in _LINKS


@cache
def ideas(text: str) -> Ideas:
    """What a text is about."""
    words = [word for word, _, _ in tokens(text.replace("_", " "))]
    specific, generic, own = set[str](), set[str](), set[str]()
    for begin, end, found in read(words):
        specific.update(idea for idea in found if idea in SPECIFIC)
        generic.update(idea for idea in found if idea in GENERIC)
        if not found and not linking(words[begin]) and words[begin].isalpha() and end - begin == 1:
            own.add(words[begin][:STEM])
    return Ideas(frozenset(specific), frozenset(generic), frozenset(own))
