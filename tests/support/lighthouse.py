"""Lighthouse, the measure of pages that browsers' makers use: where it is, what it says of a page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

FLAGS = "--headless --no-sandbox --disable-background-networking"


def command() -> list[str] | None:
    """How Lighthouse is called: the program named in LIGHTHOUSE, else the one that Node has installed; or None."""
    named = os.environ.get("LIGHTHOUSE")
    if named:
        return [named]
    if (node := shutil.which("npx")) is None:
        return None
    asked = [node, "--no-install", "lighthouse"]
    found = subprocess.run(
        [*asked, "--version"], capture_output=True, text=True, check=False, timeout=60
    )
    return asked if found.returncode == 0 else None


def report(
    called: list[str], address: str, folder: Path, browser: str | None, *categories: str
) -> dict[str, object]:
    """What Lighthouse says of the page at an address, as on a cheap phone: its scores by category, and its audits."""
    made = folder / "lighthouse.json"
    wanted = [
        f"--only-categories={','.join(categories)}",
        "--quiet",
        "--output=json",
        f"--output-path={made}",
    ]
    surroundings = dict(os.environ) | ({"CHROME_PATH": browser} if browser else {})
    subprocess.run(
        [*called, address, *wanted, f"--chrome-flags={FLAGS}"],
        env=surroundings,
        check=True,
        timeout=300,
    )
    told = json.loads(made.read_text("utf-8"))
    return {
        "scores": {name: round(100 * one["score"]) for name, one in told["categories"].items()},
        "audits": told["audits"],
        "short": [
            name
            for category in told["categories"].values()
            for one in category["auditRefs"]
            if (name := one["id"]) and one["weight"] and (told["audits"][name]["score"] or 0) < 1
            if told["audits"][name]["score"] is not None
        ],
    }
