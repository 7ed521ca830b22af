"""A privacy-first, on-prem document processing appliance for plain CPU servers."""

import os

__version__ = "0.1.0"

# What runs side by side here are processes. Two threads of one small product mostly wait for each
# other: on a busy machine the tagger then takes five times the processor time. numpy reads this
# when it is first imported; who wants more (a training on a quiet machine) sets it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# The official builds of onnxruntime tell their maker of each process and each session, over the
# network, unless this stands in the environment before the library is loaded. It is not a default:
# nobody may switch it on again from outside.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
