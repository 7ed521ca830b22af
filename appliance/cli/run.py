"""``appliance run``: the whole appliance on one machine, until Ctrl-C."""

from __future__ import annotations

import http.client
import signal
import socket
import sys
import threading
from types import FrameType

import typer

from appliance import bootstrap
from appliance.cli.supervisor import Program, Supervisor, running, workers
from appliance.errors import Misconfigured
from appliance.settings import Settings, load

LOOK_SECONDS = 0.5


class AddressInUse(Misconfigured):
    """The console's address is taken."""

    code = "address_in_use"


def run() -> None:
    """Start the private Redis, the workers and the console; stop all of them on Ctrl-C."""
    settings = load()
    stop = threading.Event()

    def _stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    _require_free(settings)
    _first_start(settings)
    console = Program(name="console", command=(sys.executable, "-m", "ui.launch"))
    typer.echo("Starting ... (Ctrl-C stops everything)")
    with running(settings, (*workers(settings), console)) as supervisor:
        _announce(settings, stop)
        _watch(supervisor, stop)
        typer.echo("Stopping ...")
    typer.echo("Stopped.")


def _first_start(settings: Settings) -> None:
    """Make the database, and the one administrator whose password is printed once."""
    with bootstrap.build(settings) as appliance:
        password = appliance.sessions.ensure_administrator()
    if password is not None:
        typer.echo("First start. Sign in with this account; the password is shown only now:")
        typer.echo(f"  name      administrator\n  password  {password}")


def _require_free(settings: Settings) -> None:
    """Raises ``Misconfigured`` where another program listens at the console's address.

    Else its page would be taken for the console, and the administrator's password typed into it.
    """
    place = (settings.console_address, settings.console_port)
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        raise AddressInUse(
            f"The console cannot listen at {place[0]}, port {place[1]} ({error.strerror}). "
            "Stop what uses it, or set APPLIANCE_CONSOLE_PORT."
        ) from None


def _announce(settings: Settings, stop: threading.Event) -> None:
    """Print the address once the console answers there."""
    address, port = settings.console_address, settings.console_port
    while not stop.wait(LOOK_SECONDS):
        connection = http.client.HTTPConnection(address, port, timeout=2)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == http.HTTPStatus.OK:
                typer.echo(f"The console is at http://{address}:{port}")
                return
        except OSError:
            continue
        finally:
            connection.close()


def _watch(supervisor: Supervisor, stop: threading.Event) -> None:
    """Restart what dies, until told to stop."""
    while not stop.wait(LOOK_SECONDS):
        for name in supervisor.mend():
            typer.echo(f"'{name}' had ended and was started again.")
