"""The digests of the worlds as they were before any estimator was tuned on them.

`python -m bench.reconciliation.frozen` prints which worlds still have their digest. Seeds 1 and 2 are for
development, 101 to 103 for reported figures; a method must not be tuned on the latter.
"""

import json
import sys
from pathlib import Path

from bench.reconciliation.rows import digest
from bench.reconciliation.settings import SETTINGS
from bench.reconciliation.simulator import simulate

DEVELOPMENT_SEEDS = (1, 2)
REPORTED_SEEDS = (101, 102, 103)
FROZEN = Path(__file__).with_name("frozen.json")


def recorded() -> dict[str, str]:
    """Return the digest of each world, by `set/seed`."""
    held: dict[str, str] = json.loads(FROZEN.read_text(encoding="utf-8"))
    return held


def current() -> dict[str, str]:
    """Return the digests of the worlds as the simulator makes them now."""
    seeds = (*DEVELOPMENT_SEEDS, *REPORTED_SEEDS)
    return {f"{name}/{seed}": digest(simulate(name, seed)) for name in SETTINGS for seed in seeds}


def main(arguments: list[str]) -> int:
    """Print which worlds changed; with `--write`, record the digests of today. Return 1 where one changed."""
    now = current()
    if "--write" in arguments:
        FROZEN.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    changed = [world for world, held in recorded().items() if now.get(world) != held]
    print("changed: " + ", ".join(changed) if changed else f"all {len(now)} worlds are as they were frozen")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
