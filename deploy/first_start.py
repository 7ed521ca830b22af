"""Make the database, the gateway's secret and the administrator; prints the password, once.

Run by the installation (Ansible) as the appliance's own user:

    .venv/bin/python deploy/first_start.py

Prints nothing when there are accounts already.
"""

from __future__ import annotations

import sys

from appliance import bootstrap
from appliance.errors import ApplianceError
from appliance.records.keys import shared_secret
from appliance.settings import load


def main() -> int:
    """Exit code 2 with one sentence where the installation is wrong."""
    try:
        settings = load()
        with bootstrap.build(settings) as appliance:
            password = appliance.sessions.ensure_administrator()
        shared_secret(settings.gateway_secret)
    except ApplianceError as error:
        print(error, file=sys.stderr)
        return 2
    if password is not None:
        print(f"administrator {password}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
