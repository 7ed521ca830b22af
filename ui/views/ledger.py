"""Ledger: what happened, found again, proven, and carried off; for auditors."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import streamlit as st

from ui import session
from ui.boundary import attempt
from ui.widgets import frame
from ui.widgets.wording import count
from ui.wiring import appliance

if TYPE_CHECKING:
    from appliance.service.auditing.audit import Selection
    from appliance.types import Actor

SHOWN = 200
FORMS = {
    "jsonl": "JSON Lines",
    "csv": "CSV, for spreadsheets",
    "ocsf": "OCSF, for log collectors",
    "cef": "CEF, for log collectors",
    "fhir-auditevent": "FHIR AuditEvent",
}
_TOLD = "ledger_told"


def render() -> None:
    """Show the newest entries that fit, and what can be done with them."""
    actor = session.actor()
    frame.heading("Ledger", "What happened here, by whom and when, in an order that can be proven.")
    _standing(actor)
    chosen = _chosen()
    _entries(actor, chosen)
    _export(actor, chosen)


def _standing(actor: Actor) -> None:
    """How much there is and how much of it is signed; signing and checking on demand."""
    standing = appliance().audit.standing(actor)
    signed = f"{standing.signed_at:%Y-%m-%d %H:%M} UTC" if standing.signed_at else "never"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{count(standing.entries, 'entry', 'entries')}**, {standing.signed} of them signed. "
            f"Last signed: {signed}."
        )
        if st.button(
            "Sign now", icon=":material/draw:", help="Makes a checkpoint to keep elsewhere"
        ):
            st.session_state[_TOLD] = ("note", attempt(lambda: appliance().audit.checkpoint(actor)))
            st.rerun()
        if st.button("Check everything", icon=":material/fact_check:"):
            with st.spinner("Every entry is hashed anew …"):
                st.session_state[_TOLD] = (
                    "check",
                    attempt(lambda: appliance().audit.examine(actor)),
                )
            st.rerun()
    _told()


def _told() -> None:
    kind, (result, wrong) = st.session_state.pop(_TOLD, ("", (None, "")))
    if wrong:
        st.error(wrong, icon=":material/gpp_bad:")
    elif kind == "check":
        st.success(
            f"All {result} entries are what they were when they were signed.",
            icon=":material/verified:",
        )
    elif kind == "note":
        st.success("Signed. Keep this checkpoint on another machine.", icon=":material/verified:")
        st.code(result, language=None)


def _chosen() -> Selection:
    """The filter above the list."""
    from appliance.service.auditing.audit import Selection

    with st.container(horizontal=True, vertical_alignment="bottom"):
        since = st.date_input("From", value=None, key="ledger_from", width=150)
        until = st.date_input("To, inclusive", value=None, key="ledger_to", width=150)
        user = st.text_input(
            "Person", key="ledger_user", placeholder="name or pseudonym", width=200
        )
        about = st.text_input(
            "Document or account", key="ledger_subject", placeholder="id", width=240
        )
        action = st.text_input(
            "What", key="ledger_action", placeholder="e.g. document.received", width=220
        )
    return Selection(
        since=_start(since),
        until=_start(until + timedelta(days=1)) if isinstance(until, date) else None,
        actor=user.strip() or None,
        subject=about.strip() or None,
        action=action.strip() or None,
    )


def _start(day: object) -> datetime | None:
    return datetime.combine(day, time(), UTC) if isinstance(day, date) else None


def _entries(actor: Actor, chosen: Selection) -> None:
    lines = appliance().audit.entries(actor, chosen, limit=SHOWN)
    if not lines:
        st.info("No entry fits. Widen the time or empty a field.", icon=":material/search_off:")
        return
    people = appliance().audit.people(actor)
    st.table(
        [
            {
                "No.": str(line.sequence),
                "When (UTC)": f"{line.entry.at:%Y-%m-%d %H:%M:%S}",
                "Who": frame.plain(people.get(line.entry.actor, line.entry.actor)),
                "What": frame.plain(line.entry.action),
                "On": frame.plain(people.get(line.entry.subject, line.entry.subject)),
                "Details": frame.plain(
                    ", ".join(f"{key} {value[:40]}" for key, value in line.entry.details.items())
                ),
            }
            for line in reversed(lines)
        ]
    )
    if len(lines) == SHOWN:
        st.caption(f"The newest {SHOWN} are shown. The export holds all that fit.")


def _export(actor: Actor, chosen: Selection) -> None:
    """A zip with entries, proofs and the verifier; preparing it is an entry itself."""
    st.subheader("Export", anchor=False)
    st.markdown(
        "A file with these entries, the proof of each, and a verifier that runs on any machine "
        "with Python 3.8 or newer: `python verify.py EXPORT`."
    )
    form = st.selectbox("Format", list(FORMS), format_func=FORMS.__getitem__, width=320)
    older = st.file_uploader("An older checkpoint that it shall continue (if you kept one)")
    note = older.getvalue().decode("utf-8", "replace") if older else None
    if st.button("Prepare the export", icon=":material/inventory_2:", type="primary"):
        from appliance.service.auditing.audit import zipped

        with TemporaryDirectory(prefix="appliance-export-") as draft:
            folder, packed = Path(draft, "export"), Path(draft, "zip")
            folder.mkdir()
            made, wrong = attempt(
                lambda: appliance().audit.export(actor, chosen, form, note, folder=folder)
            )
            if made is None:
                st.error(wrong, icon=":material/error:")
                return
            zipped(folder, packed)
            name = f"ledger-{datetime.now(UTC):%Y%m%d-%H%M%S}.zip"
            content = packed.read_bytes()
        st.download_button("Download", content, name, "application/zip", icon=":material/download:")
