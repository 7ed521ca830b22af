"""The console's entry: who is there, which screens are theirs, the screen they asked for."""

from __future__ import annotations

from appliance.errors import NotSignedIn
from ui import session
from ui.boundary import boundary
from ui.routes import SESSION
from ui.screens import navigation
from ui.views import first_password, sign_in
from ui.widgets import frame
from ui.wiring import appliance


def main() -> None:
    """One run of the script: once per click, per tab."""
    frame.page()
    with boundary():
        frame.keep_cookie(session.ticket(), SESSION)
        try:
            actor = session.actor()
        except NotSignedIn:
            # the asked-for address stays in the browser: after signing in, its screen opens
            navigation(None)
            sign_in.render()
            return
        if not actor.permissions and appliance().sessions.must_change(actor):
            navigation(None)
            first_password.render()
            return
        navigation(actor).run()


main()
