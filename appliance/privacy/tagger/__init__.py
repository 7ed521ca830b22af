"""A trained tagger for names, places, organisations and what surrounds them.

Hashed word features, summed embeddings, dilated convolutions, softmax: the architecture of
spaCy's ``HashEmbedCNN`` (Honnibal, 2017) in numpy, with a wider window. The artefact holds
numbers only: neither words nor names can be read out of it.
"""

from pathlib import Path

PATH = Path(__file__).with_name("model.npz")
"""Where the shipped artefact is."""
