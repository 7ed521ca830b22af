"""Make the database and the administrator; prints the one-time password, once.

Run by the installation (Ansible) as the appliance's own user:

    .venv/bin/python deploy/first_start.py

Prints nothing when there are accounts already.
"""

from __future__ import annotations

import sys

from appliance import bootstrap
from appliance.errors import ApplianceError
from appliance.settings import load


def main() -> int:
    """Exit code 2 with one sentence where the installation is wrong."""
    try:
        with bootstrap.build(load()) as appliance:
            password = appliance.sessions.ensure_administrator()
    except ApplianceError as error:
        print(error, file=sys.stderr)
        return 2
    if password is not None:
        print(f"administrator {password}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
