"""What may be asked of a larger model outside, and how nothing personal goes with it.

The order in which a question is made, each step able to stop it (``refusal.Blocked``):

1. ``shown``: only the rows around the values in doubt.
2. ``detect`` finds, ``narrow`` masks what is no plain word or small number, ``redact`` replaces.
3. ``question`` writes the request's body, a ``Redacted`` like everything that may leave.
4. ``leak`` looks at the finished body with means that had no part in making it, each of which has
   to find planted canaries first.

``client`` sends a ``Redacted`` and nothing else; ``answer`` reads what comes back as untrusted.
"""
