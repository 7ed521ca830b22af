"""The names of ``Statement.path`` that reading gives, by ``Document.kind``.

A statement is what a file's own structured data says. ``span`` is where the text shows it
(``Span(0, 0)`` where it is not shown); ``value`` is exact: ISO dates, plain decimals with scale and
sign applied. ``doctype.toml`` maps these names to fields (``statements = [...]``).

``ccda`` (HL7 C-CDA and other CDA documents), names relative to ``ClinicalDocument``:
  ``title``, ``code`` (the kind of document), ``effectiveTime``, ``id``
  ``recordTarget/patientRole/id``, ``.../addr``, ``.../telecom``,
  ``.../patient/name``, ``.../patient/birthTime``, ``.../patient/administrativeGenderCode``
  (value ``male``, ``female`` or the display name), ``.../patient/raceCode``,
  ``.../ethnicGroupCode``, ``.../maritalStatusCode``, ``.../languageCommunication/languageCode``,
  ``recordTarget/patientRole/providerOrganization/name``
  ``author/assignedAuthor/assignedPerson/name``
  ``author/assignedAuthor/representedOrganization/name``
  ``custodian/assignedCustodian/representedCustodianOrganization/name``
  ``documentationOf/serviceEvent/effectiveTime``,
  ``documentationOf/serviceEvent/performer/assignedEntity/assignedPerson/name``
  ``componentOf/encompassingEncounter/effectiveTime``
  ``section/title``, ``section/chief_complaint``, and per coded entry ``problems/name``,
  ``medications/name``, ``allergies/name``, ``procedures/name``, ``results/name``, ``vitals/name``,
  ``immunizations/name``, ``encounters/name`` with attributes ``code``, ``system``, ``date``,
  ``value``, ``unit``, ``row`` as far as stated; what else an entry says, by its ``row``:
  ``medications/{dose,route,frequency}``, ``results/{value,unit,range,loinc}``,
  ``vitals/{value,unit}``, ``problems/icd10``, ``allergies/reaction``. Negated entries ("no known
  allergies") give none.
  ``entry/unread``: class of each coded entry of which no name can be read, element of a date that
  does not exist or of a sex without a word.
  ``recordTarget/patientRole/email`` and ``.../patient/otherName`` beside telephone and legal name.

``ccda-text``: the same with a body that is a file of its own (``nonXMLBody``: text, RTF, HTML, PDF,
  a picture), of which nothing is stated. ``nonXMLBody/unread``: media type of one that cannot be
  read.

``fhir``: ``<Resource>/<element>`` for ``Patient/{name,birthDate,gender,identifier,address,
  telecom,otherName}``, ``Encounter/{period,type,class,participant,serviceProvider}``,
  ``Composition/{author,custodian}``, ``Practitioner/name``, ``Organization/name``,
  ``Condition/code``, ``Medication{Statement,Request,Dispense,Administration}/medication``,
  ``AllergyIntolerance/code``, ``Observation/code`` (attributes ``value``, ``unit``),
  ``Procedure/code``, ``Immunization/vaccineCode``. What its status says is refuted, not done,
  cancelled or entered in error is shown without being stated. ``Attachment/unread``: media type of
  an attachment that is no text, or the element of a date that does not exist.

``ixbrl``, ``xbrl``: ``prefix:Concept`` as in the file (``us-gaap:Assets``; the prefix of the SEC's
  entity information is always ``dei``). Attributes ``context``, ``entity``, ``start``, ``end`` (the
  instant too), ``dimensions`` (``axis=member`` joined by ``;``), ``unit`` (``EUR/kWh*h``),
  ``scale``, ``decimals`` (as in the file), ``nil`` (reported without a value), ``unread`` (the
  format that was not understood: the value is the print). Values of block tags longer than 500
  characters are left out.

``edgar-<form>`` (``edgar-4``, ``edgar-d``, ``edgar-13f-hr``, ``edgar-nport-p``, ...):
  the element path from the root without namespaces
  (``ownershipDocument/issuer/issuerName``); repeated elements are repeated statements; XML
  attributes as ``path@name``. Attribute ``row``: the transaction or holding it belongs to.
``edgar-sgml``: the header's lines as ``SECTION/NAME`` (``COMPANY DATA/CENTRAL INDEX KEY``), and the
  element paths of forms that are embedded as XML.
``ixbrl``, ``xbrl`` and ``edgar-sgml`` with linkbases that come along: ``calculation`` (value: the
  addend; attributes ``total``, ``weight``, ``link``, ``row``, and ``label``: what the filing calls
  the total), ``calculation/unread`` for each linkbase that cannot be read.
These four, besides their own terms, state the common names (each once, the first that is found):
  ``form_type``, ``registrant_name``, ``cik``, ``company_number``, ``lei``, ``file_number``,
  ``period_end``, ``fiscal_year_end``, ``incorporation``, ``ein``, ``phone``, ``address_street``,
  ``address_street_2``, ``address_city``, ``address_state``, ``address_postal_code``, ``address``
  (all parts in one line), ``securities``, ``trading_symbol``, ``signatory``. A header of several
  filers: ``registrants.{name,cik,file_number,ein,incorporation}``, attribute ``row``.

``factur-x`` (a PDF with embedded CII XML), ``cii``, ``ubl``, ``fatturapa``:
  ``invoice/number``, ``invoice/type_code``, ``invoice/issue_date``, ``invoice/due_date``,
  ``invoice/delivery_date``, ``invoice/order_number``, ``invoice/currency``,
  ``invoice/{seller,buyer}/{name,address,street,postcode,city,country,tax_id,email,phone}``,
  ``invoice/subtotal`` (sum of the lines), ``invoice/tax_basis``, ``invoice/tax_total``,
  ``invoice/total``, ``invoice/prepaid``, ``invoice/amount_due``,
  ``invoice/{allowances,charges}`` (of the whole
  document), ``invoice/tax/{amount,basis,rate}``, ``invoice/iban``, ``invoice/bic``,
  ``invoice/line/{name,quantity,unit_price,total}``, the same of lines that are no items of their
  own (``invoice/{part,group,information}/...``, and its ``kind``), ``invoice/withheld`` (tax that
  the customer keeps), ``invoice/differs`` (what another invoice in the same file says otherwise,
  in words), ``invoice/unread`` (in words, where what is written is no number or no day of the
  calendar: ``line 2 quantity 1E2``).

Other XML and JSON: no statements, kind "".
"""

from __future__ import annotations

KINDS = (
    "ccda",
    "ccda-text",
    "fhir",
    "fhir-text",
    "ixbrl",
    "xbrl",
    "edgar-",
    "factur-x",
    "cii",
    "ubl",
    "fatturapa",
)
