"""A filing with its schema and linkbases is one document; what is no part of it stays its own."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from appliance.errors import Infected
from appliance.intake.filings import PACKAGE
from appliance.intake.look import Looked, look
from appliance.intake.members import Allowance
from appliance.intake.sandboxed import SandboxedInspector
from appliance.service.line.arrival import Arrivals
from appliance.settings import Limits
from appliance.types import State
from tests.intake import made

LIMITS = Limits()
ZIP = "application/zip"
LINKBASE = b'<?xml version="1.0"?><link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase"/>'


def page(schema: str, body: str = "") -> bytes:
    """A tagged page; without a schema one that relies on another of its set."""
    refers = f'<link:schemaRef xlink:href="{schema}"/>' if schema else ""
    return (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
        'xmlns:link="http://www.xbrl.org/2003/linkbase" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink"><body>{refers}{body}</body></html>'
    ).encode()


def schema(*links: str) -> bytes:
    refers = "".join(f'<link:linkbaseRef xlink:href="{name}"/>' for name in links)
    return (
        '<?xml version="1.0"?><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        'xmlns:link="http://www.xbrl.org/2003/linkbase" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink">{refers}</xs:schema>'
    ).encode()


def filing(name: str = "gear", folder: str = "") -> dict[str, bytes]:
    return {
        f"{folder}{name}.htm": page(f"{name}.xsd", f'<img src="{name}_g1.jpg"/>'),
        f"{folder}{name}.xsd": schema(f"{name}_cal.xml"),
        f"{folder}{name}_cal.xml": LINKBASE,
    }


def looked(files: dict[str, bytes], name: str = "sent.zip") -> Looked:
    return look(made.archive(files), name, None, 0, Allowance(limits=LIMITS))


def names(held: Looked) -> tuple[set[str], set[str]]:
    """Documents, and parts of this one."""
    return {item.name for item in held.members}, {item.name for item in held.parts}


def inner(held: Looked) -> dict[str, set[str]]:
    """The parts of each filing that an archive of several falls into."""
    found = {}
    for item in held.members:
        again = look(item.content, item.name, None, 1, Allowance(limits=LIMITS))
        found[item.name] = names(again)[1]
    return found


def test_a_filing_is_one_document_with_its_linkbases() -> None:
    held = looked(filing())
    assert held.media_type == PACKAGE
    assert names(held) == (set(), {"gear.htm", "gear.xsd", "gear_cal.xml"})


def test_pictures_of_the_page_belong_to_it_and_exhibits_do_not() -> None:
    picture = made.picture("JPEG")
    held = looked(
        {**filing(), "gear_g1.jpg": picture, "photo.jpg": picture, "ex99.htm": b"<html>Note</html>"}
    )
    documents, parts = names(held)
    assert documents == {"photo.jpg", "ex99.htm"}
    assert "gear_g1.jpg" in parts


def test_several_tagged_pages_with_one_schema_are_one_report() -> None:
    held = looked({**filing(), "gear-ex13.htm": page("")})
    assert held.media_type == PACKAGE
    assert "gear-ex13.htm" in names(held)[1]


def test_reports_in_two_languages_are_two_documents_each_with_the_linkbases() -> None:
    files = {
        "p/META-INF/reportPackage.json": b"{}",
        "p/reports/en.xhtml": page("http://gear.test/2023/gear.xsd"),
        "p/reports/fr.xhtml": page("http://gear.test/2023/gear.xsd"),
        "p/gear.test/2023/gear.xsd": schema("gear_cal.xml"),
        "p/gear.test/2023/gear_cal.xml": LINKBASE,
    }
    held = looked(files)
    assert held.media_type == ZIP
    assert {name: len(parts) for name, parts in inner(held).items()} == {"en.zip": 4, "fr.zip": 4}
    assert [m.content for m in looked(files).members] == [m.content for m in held.members]


def test_a_package_with_pages_in_a_folder_of_their_own_is_one_report() -> None:
    held = looked(
        {
            "p/META-INF/reportPackage.json": b"{}",
            "p/reports/set/1.xhtml": page("../../gear.xsd"),
            "p/reports/set/2.xhtml": page("../../gear.xsd"),
            "p/gear.xsd": schema(),
        }
    )
    assert held.media_type == PACKAGE
    assert not held.members


def test_the_papers_of_a_package_are_no_documents_even_without_a_taxonomy() -> None:
    web = "https://frc.test/FRS-102.xsd"
    held = looked({"p/META-INF/reportPackage.json": b"{}", "p/reports/accounts.html": page(web)})
    assert (held.media_type, held.members) == (PACKAGE, ())


def test_filings_of_two_companies_each_keep_their_own_linkbases() -> None:
    held = looked({**filing("gear", "a/"), **filing("bolt", "b/"), **filing("cog", "b/")})
    assert inner(held) == {
        f"{name}.zip": {f"{name}.htm", f"{name}.xsd", f"{name}_cal.xml"}
        for name in ("gear", "bolt", "cog")
    }


def test_companies_that_name_the_same_schema_of_the_web_stay_apart() -> None:
    web = "https://frc.test/FRS-102.xsd"
    held = looked({"one.html": page(web), "two.html": page(web), "notes.txt": b"hello"})
    assert (held.media_type, names(held)[0]) == (ZIP, {"one.html", "two.html", "notes.txt"})


def test_a_linkbase_alone_is_no_filing() -> None:
    held = looked({"gear_cal.xml": LINKBASE, "letter.txt": b"Dear all"})
    assert (held.media_type, len(held.members)) == (ZIP, 2)


def test_a_locked_linkbase_is_set_aside_by_itself() -> None:
    whole = made.archive(filing())
    at = whole.rfind(b"PK\x01\x02")
    spoilt = whole[: at + 8] + bytes([whole[at + 8] | 1]) + whole[at + 9 :]
    held = look(spoilt, "sent.zip", None, 0, Allowance(limits=LIMITS))
    assert held.media_type == PACKAGE
    assert [(m.name, m.problem.code) for m in held.members if m.problem] == [
        ("gear_cal.xml", "password_required")
    ]


def test_a_filing_attached_to_an_email_keeps_its_linkbases() -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@x.test", "b@x.test", "10-K"
    message["Date"], message["Message-ID"] = "Mon, 05 Feb 2024 10:00:00 +0000", "<1@x.test>"
    message.set_content("Attached.")
    for name, content in filing().items():
        message.add_attachment(content, maintype="application", subtype="xml", filename=name)
    held = look(message.as_bytes(), "m.eml", None, 0, Allowance(limits=LIMITS))
    assert inner(held) == {"gear.zip": {"gear.htm", "gear.xsd", "gear_cal.xml"}}


def test_the_door_keeps_it_whole_and_shows_each_part_to_the_scanner(
    inspector: SandboxedInspector,
) -> None:
    shown: list[bytes] = []
    arrivals = Arrivals(limits=LIMITS, inspector=inspector, scan=shown.append)
    content = made.archive(filing())
    arrival = arrivals.take(content, "gear.zip")
    assert (arrival.state, arrival.media_type) == (State.RECEIVED, PACKAGE)
    assert (arrival.content, arrival.members) == (content, ())
    assert set(shown) == {content, *filing().values()}


@pytest.mark.parametrize("bad", sorted(filing()))
def test_one_infected_part_refuses_the_whole_filing(
    inspector: SandboxedInspector, bad: str
) -> None:
    def scan(content: bytes) -> None:
        if content == filing()[bad]:
            raise Infected

    arrival = Arrivals(limits=LIMITS, inspector=inspector, scan=scan).take(
        made.archive(filing()), "gear.zip"
    )
    assert arrival.state is State.QUARANTINED
    assert arrival.problem is not None
    assert arrival.problem.code == "infected"
