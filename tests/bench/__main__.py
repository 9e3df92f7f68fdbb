"""Command line of the benchmark."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.bench import core, detail, download, keys, opening, requests, traffic
from tests.bench.data import Data
from tests.bench.plan import Measure, Plan
from tests.bench.table import Finding, rendered
from tests.bench.terminal import NeverShown

MEASURES: Mapping[str, Measure] = {
    "verbs": opening.verbs,
    "first-rows": opening.first_rows,
    "first-requests": opening.first_requests,
    "download": download.download,
    "requests": requests.requests,
    "memory": opening.memory,
    "reading": core.reading,
    "filters": core.filters,
    "keys": keys.at_rest,
    "keys-loading": keys.while_loading,
    "keys-timeline": keys.on_timeline,
    "keys-filtering": keys.while_filtering,
    "held": keys.held,
    "bytes": traffic.traffic,
    "detail": detail.detail,
}


def main() -> int:
    """Measure, print, keep; 1 when a measure broke, and with `--strict` when a goal is missed."""
    options = _parser().parse_args()
    plan = Plan(
        data=Data(options.data),
        runs=options.runs or (2 if options.quick else 5),
        megabytes=10 if options.quick else 50,
        requests=4_000 if options.quick else 20_000,
        huge=options.huge,
    )
    if options.quick:
        print("Quick: a fifth of the data and few runs; the goals are for all of it.")
    findings: list[Finding] = []
    broken = False
    for name in options.only or MEASURES:
        print(f"{name} ...", file=sys.stderr, flush=True)
        try:
            findings += MEASURES[name](plan)
        except NeverShown as error:
            broken = True
            print(f"{name}: {error}", file=sys.stderr)
    print(rendered(findings))
    if options.json:
        options.json.write_text(json.dumps(_kept(plan, findings), indent=1))
    missed = options.strict and any(finding.met is False for finding in findings)
    return 1 if broken or missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measures every speed goal.")
    parser.add_argument("--quick", action="store_true", help="less data and fewer runs, under two minutes")
    parser.add_argument("--huge", action="store_true", help="read a console of 500 MB too")
    parser.add_argument("--only", action="append", choices=MEASURES, metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--runs", type=int, metavar="N", help="runs of each measure (5; quick: 2)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a goal is missed")
    parser.add_argument("--json", type=Path, metavar="PATH", help="keep all samples")
    parser.add_argument(
        "--data", type=Path, default=Data.default_folder(), metavar="FOLDER", help="where the files are made"
    )
    return parser


def _kept(plan: Plan, findings: list[Finding]) -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} processors",
        "runs": plan.runs,
        "megabytes": plan.megabytes,
        "requests": plan.requests,
        "findings": [finding.as_json() for finding in findings],
    }


if __name__ == "__main__":
    sys.exit(main())
