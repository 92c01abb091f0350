#!/usr/bin/env python3
"""Score the verdicts of a check against gold verdicts (the reference of verdicts says what each one means).

usage: score_verdicts.py GOLD_DIR CHECKED.json [--part learn|look|never] [--facts claims.csv] [--misses] [--json]

GOLD_DIR holds DOC.md beside DOC.jsonl; each gold line is a codebook claim with "verdict", "accept", "rests_on", "why".
CHECKED.json is what `tumen check … --format json` printed for those documents: one list, `claim.doc` tells the document.

  covered   gold claims that the check found (passages overlap and figures agree; without a figure: item family agrees)
  right     gold claims whose verdict is in the accepted set; a claim that was not found is not right
  caught    of the faults (gold verdict other than agrees, unknown, not_checkable): given an accepted verdict
  flagged   of the faults: given any fault at all, with severity fault or look
  alarms    of the claims that are borne out or unknown: called a fault, with severity fault
  evidence  of the right ones that rest on recorded claims (unknown, not_checkable aside): shows one of them, or a copy or the original of one
Standard library only.
"""
import argparse
import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent
FACTS = CORPUS.parent / "src" / "tumen" / "packs" / "data" / "dprk-russia" / "claims.csv"
sys.path.insert(0, str(CORPUS))
from score import family, has_quantity, near, overlap, plain, spans  # noqa: E402

CLEAN = {"agrees", "unknown", "not_checkable"}


def relatives(facts):
    """Map each claim id to the root of its copies, so that a copy of a deciding claim counts as that claim."""
    parent = {row["id"]: row["copied_from"] for row in csv.DictReader(facts.open(encoding="utf-8"))} if facts else {}

    def root(claim):
        seen = set()
        while parent.get(claim) and claim not in seen:
            seen.add(claim)
            claim = parent[claim]
        return claim

    return root


def pairs(text, golds, checked):
    """Best one-to-one pairs of gold and checked claims: overlapping passages, then agreeing figures, item, sides, stage."""
    where_g = [spans(text, g) for g in golds]
    where_c = [spans(text, c["claim"]) for c in checked]
    rows = []
    for i, g in enumerate(golds):
        for j, c in enumerate(checked):
            p = c["claim"]
            if not overlap(where_g[i], where_c[j]):
                continue
            figure = near(g.get("low"), p.get("low")) and near(g.get("high"), p.get("high"))
            if has_quantity(g) and not figure or not has_quantity(g) and family(g.get("item")) != family(p.get("item")):
                continue
            alike = sum(g.get(k) == p.get(k) for k in ("kind", "actor", "counterpart", "item", "outcome", "stage", "measure"))
            rows.append((alike, -i, -j))
    taken_g, taken_c, out = set(), set(), {}
    for _, i, j in sorted(rows, reverse=True):
        if i not in taken_g and j not in taken_c:
            taken_g.add(i), taken_c.add(j)
            out[-i] = -j
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold_dir", type=Path), ap.add_argument("checked", type=Path)
    ap.add_argument("--facts", type=Path, default=FACTS)
    ap.add_argument("--misses", action="store_true"), ap.add_argument("--json", action="store_true")
    ap.add_argument("--part", choices=("learn", "look", "never"), help="only documents of that part of ../split.csv")
    args = ap.parse_args()
    split = CORPUS / "split.csv"
    parts = {row["doc"]: row["part"] for row in csv.DictReader(split.open(encoding="utf-8"))} if args.part else {}
    root = relatives(args.facts if args.facts.exists() else None)
    by_doc = defaultdict(list)
    for item in json.loads(args.checked.read_text(encoding="utf-8")):
        if item.get("claim") is None:  # a passage that was read and not coded
            continue
        by_doc[str(item["claim"].get("doc"))].append(item)
    count = defaultdict(lambda: [0, 0])
    table = defaultdict(lambda: defaultdict(int))

    def add(name, hit):
        count[name][0] += bool(hit)
        count[name][1] += 1

    for gold_file in sorted(args.gold_dir.glob("*.jsonl")):
        if args.part and parts.get(gold_file.stem) != args.part:
            continue
        text = plain(gold_file.with_suffix(".md").read_text(encoding="utf-8"))
        golds = [json.loads(line) for line in gold_file.read_text(encoding="utf-8").splitlines() if line.strip()]
        checked = by_doc.get(gold_file.stem, [])
        found = pairs(text, golds, checked)
        for i, g in enumerate(golds):
            if g.get("optional"):
                continue
            item = checked[found[i]] if i in found else None
            got = item["verdict"] if item else None
            accepted = {g["verdict"], *g.get("accept", [])}
            right, clean = got in accepted, g["verdict"] in CLEAN
            add("covered", item), add("right", right)
            if clean:
                add("alarms", got is not None and got not in CLEAN | accepted and item.get("severity", "fault") == "fault")
            else:
                add("caught", right)
                add("flagged", got is not None and got not in CLEAN)
            if right and g.get("rests_on") and got not in {"unknown", "not_checkable"}:
                shown = {root(e.get("id", "")) for e in item.get("evidence") or []}
                add("evidence", shown & {root(x) for x in g["rests_on"]})
            table[g["verdict"]][got or "(not found)"] += 1
            if args.misses and not right:
                print(f"{gold_file.stem}: {g['verdict']} -> {got or '(not found)'}  «{g['quote'][:90]}»  {g.get('why', '')[:120]}")
    result = {k: {"hit": a, "of": b, "share": a / b if b else None} for k, (a, b) in count.items()}
    if args.json:
        print(json.dumps({**result, "table": {k: dict(v) for k, v in table.items()}}))
        return
    for name in ("covered", "right", "caught", "flagged", "alarms", "evidence"):
        r = result.get(name)
        if r and r["of"]:
            print(f"{name:9s} {r['share']:.3f}   ({r['hit']} of {r['of']})")
    for verdict in sorted(table):
        row = sorted(table[verdict].items(), key=lambda kv: -kv[1])
        print(f"  {verdict:20s} " + "  ".join(f"{k} {n}" for k, n in row))


if __name__ == "__main__":
    main()
