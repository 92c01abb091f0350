"""`tumen corpus`: score the extractor on coded documents, compare two codings, bring one's own gold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from tumen.cli.options import as_edtf, case_option, fail, finish, format_option, the_case
from tumen.codebook.entry import Extraction
from tumen.codebook.wire import claim_line
from tumen.measuring.score import LEVELS, Score


@click.group()
def corpus() -> None:
    """Coded documents: how well claims are extracted, and how well coders agree."""


@corpus.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--part", type=click.Choice(["learn", "look", "never"]), help="Only documents of that part of the split.")
@click.option("--split", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="The split (doc, part).")
@click.option("--docs", default="*", metavar="GLOB", help="Only documents whose name fits.")
@click.option(
    "--constructions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A CSV (doc, construction, quote): also score each construction.",
)
@click.option("--errors", type=int, default=20, show_default=True, help="So many rows of the table of errors.")
@format_option("text", "json")
@case_option
def score(
    folders: tuple[Path, ...],
    part: str | None,
    split: Path | None,
    docs: str,
    constructions: Path | None,
    errors: int,
    form: str,
    case_folder: Path | None,
) -> None:
    """Score the extractor on folders of DOC.md beside DOC.jsonl, with a table of errors by field.

    \b
    Example:
      tumen corpus score corpus/dev --docs "dev-[0-9]*"
      tumen corpus score corpus/dev corpus/train --part look --split corpus/split.csv
    """
    from fnmatch import fnmatch

    from tumen.extracting import OfflineExtractor
    from tumen.measuring.constructions import read_constructions, score_constructions
    from tumen.measuring.gold import read_coded
    from tumen.measuring.score import score_document
    from tumen.measuring.split import Part

    extractor = OfflineExtractor(the_case(case_folder).pack)
    total, count = Score(), 0
    by_construction: Counter[str] = Counter()
    right_by_construction: Counter[str] = Counter()
    listed = read_constructions(constructions.read_text(encoding="utf-8")) if constructions else {}
    for coded in read_coded(folders, split=split, parts=[Part(part)] if part else list(Part)):
        if not fnmatch(coded.stem, docs):
            continue
        count += 1
        given = _lines(extractor.extract(coded.document), coded.stem)
        pairs = score_document(total, coded.raw, coded.claims, given)
        for name, whole in score_constructions(listed.get(coded.stem, ()), coded, given, pairs):
            by_construction[name] += 1
            right_by_construction[name] += whole
    if form == "json":
        click.echo(json.dumps(_fields(total, count), ensure_ascii=False))
        return
    _show(total, count)
    for (name, gold, told), number in total.confusions.most_common(errors):
        click.echo(f"  {number:4d}  {name}: {gold} read as {told}")
    for name, number in sorted(by_construction.items()):
        click.echo(f"  {name:24s} {right_by_construction[name]:4d} of {number:4d} whole")


@corpus.command()
@click.argument("first", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("second", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--texts", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Where the documents are.")
@format_option("text", "json")
def agree(first: Path, second: Path, texts: Path | None, form: str) -> None:
    """Say how far two codings of the same documents agree, claim by claim and field by field.

    \b
    Example:
      tumen corpus agree corpus/own blind --texts corpus/own
    """
    from tumen.measuring.agreement import agree as agreement

    found, count = agreement(first, second, texts)
    if form == "json":
        click.echo(json.dumps(_fields(found, count), ensure_ascii=False))
    else:
        _show(found, count)


@corpus.command()
@click.argument("articles", nargs=-1, required=True, metavar="PATH…")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="DIR")
@click.option("--published", metavar="DATE", help="The date of articles that have none of their own.")
@case_option
def add(articles: tuple[str, ...], folder: Path, published: str | None, case_folder: Path | None) -> None:
    """Put articles into a folder of gold, with the extractor's claims beside them to correct.

    Texts are stored as Markdown with front matter; files that are there are not touched.

    \b
    Example:
      tumen corpus add article.html --to newsroom-gold
    """
    from tumen.cli.extracts import documents_of
    from tumen.extracting import OfflineExtractor
    from tumen.measuring.gold import coded_text

    extractor = OfflineExtractor(the_case(case_folder).pack)
    failures: list[str] = []
    for stem, document in documents_of(articles, as_edtf(published, "--published"), failures):
        text, coding = folder / f"{stem}.md", folder / f"{stem}.jsonl"
        if text.exists() or coding.exists():
            fail(f"{text}: is there already; nothing was written", failures)
            continue
        folder.mkdir(parents=True, exist_ok=True)
        lines = _lines(extractor.extract(document), stem)
        text.write_text(coded_text(document), encoding="utf-8")
        rows = ({name: value for name, value in line.items() if name != "coding"} for line in lines)
        coding.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        click.echo(f"{text}: {len(lines)} claims suggested in {coding}; correct them line by line")
    finish(failures)


def _lines(extraction: Extraction, stem: str) -> list[dict[str, object]]:
    return [claim_line(entry, stem) for entry in extraction.entries]


def _show(total: Score, count: int) -> None:
    click.echo(f"{count} documents")
    for name in LEVELS:
        level = total.level(name)
        click.echo(
            f"{name:9s} P {level.precision:.3f}  R {level.recall:.3f}  F1 {level.f1:.3f}"
            f"   ({level.hit} of {level.gold} coded, {level.predicted} extracted)"
        )
    shares = ((name, total.share(name)) for name in total.fields)
    click.echo("fields    " + "  ".join(f"{name} {share:.2f}" for name, share in _told(shares)))


def _told(shares: Iterable[tuple[str, float | None]]) -> list[tuple[str, float]]:
    return [(name, share) for name, share in shares if share is not None]


def _fields(total: Score, count: int) -> dict[str, object]:
    levels = {
        name: {
            "precision": level.precision,
            "recall": level.recall,
            "f1": level.f1,
            "hit": level.hit,
            "predicted": level.predicted,
            "gold": level.gold,
        }
        for name in LEVELS
        for level in (total.level(name),)
    }
    return {"documents": count, **levels, "fields": {name: total.share(name) for name in total.fields}}
