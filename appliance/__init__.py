"""A privacy-first, on-prem document processing appliance for plain CPU servers."""

import os

__version__ = "0.1.0"

# What runs side by side here are processes. Two threads of one small product mostly wait for each
# other: on a busy machine the tagger then takes five times the processor time. numpy reads this
# when it is first imported; who wants more (a training on a quiet machine) sets it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
