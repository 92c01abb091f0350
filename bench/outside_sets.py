"""Measure the finders of figures and times on public sets that were coded by others.

usage: python -m bench.outside_sets [--recognizers FOLDER] [--tempeval FOLDER] [--polnear FOLDER]

``FOLDER`` is a checkout of microsoft/Recognizers-Text, of jspotter/TempEval-3 or of networkdynamics/PolNeAR; none of
their text is part of this project. A set whose folder is not given, or does not hold it, is "skipped", never "passed".
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

from tumen.codebook.document import Block, BlockKind, Document
from tumen.codebook.edtf import Edtf
from tumen.errors import InvalidDate
from tumen.extracting.marking import mark
from tumen.extracting.quantities import find_quantities
from tumen.extracting.sentences import Sentence
from tumen.extracting.spans import FigureForm, QuantitySpan, TimeForm, TimeSpan
from tumen.extracting.telling import Telling
from tumen.extracting.times import find_times

Days = tuple[date | None, date | None]
_RANGE = re.compile(r"[\[(](?P<low>[-\d.,]*),(?P<high>[-\d.,]*)[\])]")


def read_cases(path: Path) -> list[dict[str, object]]:
    """Return the cases of one file of the Recognizers' specifications."""
    return list(json.loads(path.read_text(encoding="utf-8-sig")))


def score_numbers(path: Path) -> str:
    """Whole cases right: every gold value found, and no other figure."""
    right = found = gold_total = cases = 0
    for case in read_cases(path):
        gold = Counter(_rounded(value) for value in _gold_values(case))
        given = Counter(_rounded(value) for span in find_quantities(str(case["Input"])) for value in _values(span))
        cases += 1
        right += gold == given
        gold_total += sum(gold.values())
        found += sum((gold & given).values())
    values = f"values found {found}/{gold_total} = {found / max(1, gold_total):.3f}"
    return f"whole cases {right}/{cases} = {right / cases:.3f}; {values}"


def _gold_values(case: dict[str, object]) -> Iterator[float]:
    for result in case["Results"]:  # type: ignore[attr-defined]
        value = str((result.get("Resolution") or {}).get("value", "")).rstrip("%").replace(",", "")
        try:
            yield float(value)
        except ValueError:
            continue


def _values(span: QuantitySpan) -> Iterator[float]:
    """The span's numbers; a part is told in percent here and as a number there."""
    if span.form is FigureForm.FRACTION and span.low is not None:
        yield span.low / 100
        return
    if span.low is not None:
        yield span.low
    if span.high is not None and span.high != span.low:
        yield span.high


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")


def score_intervals(path: Path) -> str:
    """Intervals right in their bounds: at least, at most, between."""
    right = total = given_total = 0
    for case in read_cases(path):
        gold = [_interval(str(r["Resolution"]["value"])) for r in case["Results"]]  # type: ignore[attr-defined]
        given = [
            (s.low, s.high) for s in find_quantities(str(case["Input"])) if s.hedge in ("at_least", "at_most", "range")
        ]
        total += len(gold)
        given_total += len(given)
        right += sum((Counter(gold) & Counter(given)).values())
    return f"intervals right {right}/{total} = {right / total:.3f}; of those given {right / max(1, given_total):.3f}"


def _interval(value: str) -> tuple[float | None, float | None]:
    match = _RANGE.search(value)
    if match is None:
        return None, None
    return tuple(float(match[side]) if match[side] else None for side in ("low", "high"))  # type: ignore[return-value]


def score_dates(path: Path) -> str:
    """Dates and periods of days right to the day, among those that a finder of days could give."""
    right = total = given_total = 0
    for case in read_cases(path):
        reference = str((case.get("Context") or {}).get("ReferenceDateTime", ""))[:10]  # type: ignore[attr-defined]
        golds = [days for result in case["Results"] for days in _gold_days(result)]  # type: ignore[attr-defined]
        if not reference or not golds:
            continue
        given = [
            _days_of(span) for span in find_times(str(case["Input"]), Edtf.parse(reference)) if span.edtf is not None
        ]
        total += len(golds)
        given_total += len(given)
        right += sum(any(days in alternatives for days in given) for alternatives in golds)
    return f"dates right {right}/{total} = {right / total:.3f}"


def _gold_days(result: dict[str, object]) -> Iterator[list[Days]]:
    """The days that one gold expression may mean; past and future readings both count."""
    if result.get("TypeName") not in ("datetimeV2.date", "datetimeV2.daterange"):
        return
    alternatives: list[Days] = []
    for value in result["Resolution"]["values"]:  # type: ignore[index]
        if "value" in value and re.fullmatch(r"\d{4}-\d\d-\d\d", value["value"]):
            day = date.fromisoformat(value["value"])
            alternatives.append((day, day))
        elif "start" in value and "end" in value:
            # "April to June" ends with May there and with June here; both readings count.
            first, behind = date.fromisoformat(value["start"]), date.fromisoformat(value["end"])
            alternatives += [(first, behind - timedelta(days=1)), (first, behind), (first, _month_end(behind))]
    if alternatives:
        yield alternatives


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _days_of(span: TimeSpan) -> Days:
    return (span.edtf.first, span.edtf.last) if span.edtf is not None else (None, None)


def score_tempeval(folder: Path) -> str:
    """F1 of spans (relaxed: overlap; strict: same ends) and of values among all TIMEX3 of the set."""
    counts: Counter[str] = Counter()
    for path in sorted(p for p in folder.rglob("*.tml") if not p.name.startswith(".")):
        text, golds, published = _timeml(path)
        given = [s for s in find_times(text, published) if s.form is not TimeForm.RATE or s.per]
        counts["gold"] += len(golds)
        counts["given"] += len(given)
        _count_spans(counts, golds, given)
    return "; ".join(f"{name} F1 {_f1(counts, name):.3f}" for name in ("relaxed", "strict", "value"))


def _count_spans(counts: Counter[str], golds: Sequence[tuple[int, int, str]], given: Sequence[TimeSpan]) -> None:
    for start, end, value in golds:
        over = next((s for s in given if s.start < end and start < s.end), None)
        if over is None:
            continue
        counts["relaxed"] += 1
        counts["strict"] += any((s.start, s.end) == (start, end) for s in given)
        counts["value"] += _same_value(value, over)


def _f1(counts: Counter[str], name: str) -> float:
    return 2 * counts[name] / max(1, counts["gold"] + counts["given"])


def _timeml(path: Path) -> tuple[str, list[tuple[int, int, str]], Edtf | None]:
    """The text of a document, its expressions with their values, and its date."""
    root = ET.fromstring(path.read_text(encoding="utf-8"))
    created = root.find("DCT/TIMEX3")
    published = None if created is None else Edtf.parse(created.attrib["value"][:10])
    pieces: list[str] = []
    golds: list[tuple[int, int, str]] = []
    body = root.find("TEXT")
    if body is not None:
        _walk(body, pieces, golds)
    return "".join(pieces), golds, published


def _walk(element: ET.Element, pieces: list[str], golds: list[tuple[int, int, str]]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces, golds)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        golds.append((start, sum(map(len, pieces)), element.attrib.get("value", "")))


_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
_TOKENS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"(\d{4}-\d\d-\d\d)(?:T.*)?", lambda m: m[1]),
    (r"(\d{4}-\d\d)", lambda m: m[1]),
    (r"(\d{4})", lambda m: m[1]),
    (r"(\d{4})-(SP|SU|FA|WI)", lambda m: f"{m[1]}-{_SEASONS[m[2]]}"),
    (r"(\d{4})-Q([1-4])", lambda m: f"{m[1]}-{3 * int(m[2]) - 2:02d}/{m[1]}-{3 * int(m[2]):02d}"),
    (r"(\d{4})-H([12])", lambda m: f"{m[1]}-{6 * int(m[2]) - 5:02d}/{m[1]}-{6 * int(m[2]):02d}"),
    (r"(\d{3})", lambda m: f"{m[1]}0/{m[1]}9"),
)


def _same_value(value: str, span: TimeSpan) -> bool:
    """Whether the days that TIMEX3 value and expression cover are the same; PRESENT_REF fits "now"."""
    if value == "PRESENT_REF":
        return span.form is TimeForm.NOW
    week = re.fullmatch(r"(\d{4})-W(\d\d)", value)
    if week is not None:
        monday = date.fromisocalendar(int(week[1]), max(1, int(week[2])), 1)
        return _days_of(span) == (monday, monday + timedelta(days=6))
    for pattern, edtf in _TOKENS:
        match = re.fullmatch(pattern, value)
        if match is not None:
            try:
                gold = Edtf.parse(edtf(match))
            except InvalidDate:
                return False
            point = _days_of(span)
            opened = span.form in (TimeForm.SINCE, TimeForm.UNTIL)
            return point == (gold.first, gold.last) or (opened and (point[0] == gold.first or point[1] == gold.last))
    return value.startswith("P") and span.form is TimeForm.DURATION


def score_polnear(folder: Path) -> str:
    """F1 of attributions: cue and content overlap; and of those, with the source overlapping too."""
    counts: Counter[str] = Counter()
    for path in sorted((folder / "attributions").glob("*.ann")):
        beside = folder / "text" / f"{path.stem.rpartition('_')[0]}.txt"
        text = (beside if beside.exists() else folder / "text" / f"{path.stem}.txt").read_text(encoding="utf-8")
        golds = list(_attributions(path.read_text(encoding="utf-8")))
        given = list(_voices(text))
        counts["gold"] += len(golds)
        counts["given"] += len(given)
        for spans in golds:
            fitting = [
                voice
                for voice in given
                if _hits(spans["Cue"], voice["Cue"]) and _hits(spans["Content"], voice["Content"])
            ]
            counts["found"] += bool(fitting)
            counts["with source"] += any(_hits(spans["Source"], voice["Source"]) for voice in fitting)
    return "; ".join(f"{name} F1 {_f1(counts, name):.3f}" for name in ("found", "with source"))


Spans = list[tuple[int, int]]


def _hits(first: Spans, second: Spans) -> bool:
    return any(a < d and c < b for a, b in first for c, d in second)


def _attributions(annotation: str) -> Iterator[dict[str, Spans]]:
    """The source, cue and content of each attribution, from a file of stand-off annotation."""
    places: dict[str, Spans] = {}
    for line in annotation.splitlines():
        fields = line.split("\t")
        if line.startswith("T") and len(fields) > 1:
            name, _, rest = fields[1].partition(" ")
            pairs = [tuple(map(int, piece.split())) for piece in rest.split(";")]
            places[fields[0]] = [(start, end) for start, end in pairs]
        elif line.startswith("E") and len(fields) > 1:
            found: dict[str, Spans] = {"Source": [], "Cue": [], "Content": []}
            for link in fields[1].split():
                name, _, target = link.partition(":")
                if name.rstrip("0123456789") in found:
                    found[name.rstrip("0123456789")] += places.get(target, [])
            if found["Cue"] and found["Content"]:
                yield found


def _voices(text: str) -> Iterator[dict[str, Spans]]:
    """The extractor's cues in a text, with their places in it."""
    blocks, place = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(kind=BlockKind.PARAGRAPH, start=place, end=place + len(line.rstrip())))
        place += len(line)
    telling = Telling(mark(Document(id="outside", text=text, blocks=tuple(blocks)), None))
    for sentence, voices in zip(telling.sentences, telling.voices, strict=True):
        for voice in voices:
            yield {
                "Cue": [_placed(sentence, voice.start, voice.end)],
                "Content": [_placed(sentence, *cover) for cover in voice.covers if cover[1] > cover[0]],
                "Source": [_placed(sentence, speaker.start, speaker.end) for speaker in voice.speakers],
            }


def _placed(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    last = max(start, min(end, len(sentence.offsets)) - 1)
    return sentence.offsets[min(start, len(sentence.offsets) - 1)], sentence.offsets[
        min(last, len(sentence.offsets) - 1)
    ] + 1


def main() -> None:
    """Print one line for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recognizers", type=Path, help="checkout of microsoft/Recognizers-Text")
    parser.add_argument("--tempeval", type=Path, help="checkout of jspotter/TempEval-3")
    parser.add_argument("--polnear", type=Path, help="checkout of networkdynamics/PolNeAR")
    parser.add_argument("--part", default="dev", help="part of PolNeAR: train, dev or test")
    given = parser.parse_args()
    specs = None if given.recognizers is None else given.recognizers / "Specs"
    for name, part, score in (
        ("numbers", "Number/English/NumberModel.json", score_numbers),
        ("percents", "Number/English/PercentModel.json", score_numbers),
        ("money", "NumberWithUnit/English/CurrencyModel.json", score_numbers),
        ("measures", "NumberWithUnit/English/DimensionModel.json", score_numbers),
        ("intervals", "Number/English/NumberRangeModel.json", score_intervals),
        ("dates", "DateTime/English/DateTimeModel.json", score_dates),
    ):
        path = None if specs is None else specs / part
        print(f"Recognizers-Text {name}: " + (score(path) if path is not None and path.exists() else "skipped"))
    folder = None if given.tempeval is None else given.tempeval / "data" / "TBAQ-cleaned"
    print("TempEval-3: " + (score_tempeval(folder) if folder is not None and folder.exists() else "skipped"))
    folder = None if given.polnear is None else given.polnear / "data" / given.part
    print(f"PolNeAR {given.part}: " + (score_polnear(folder) if folder is not None and folder.exists() else "skipped"))


if __name__ == "__main__":
    main()
