"""bytes -> uploads: sniffing, limits, duplicates, members of archives and e-mails."""

from appliance.intake.containers import CONTAINERS, unpack
from appliance.intake.members import Allowance, Member, problem_of, upload
from appliance.intake.sniff import inspect

__all__ = ["CONTAINERS", "Allowance", "Member", "inspect", "problem_of", "unpack", "upload"]
