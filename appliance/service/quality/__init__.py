"""Use cases that measure the appliance, and that fit its trained parts."""
