"""What machines do with this repository, and what is done before a commit: workflows, guard, audit."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.y*ml"))
_TOOLS = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"


def _read(path: Path) -> dict[Any, Any]:
    read = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(read, dict)
    return read


def _steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


# Workflows


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_digest(path: Path) -> None:
    """A tag can be moved to other code, a digest cannot; the version stands beside it for people and for Dependabot."""
    uses = re.findall(r"uses:\s*(\S.*)$", path.read_text("utf-8"), re.MULTILINE)
    assert uses
    assert [
        one for one in uses if not re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d[\w.]*", one)
    ] == []


def test_one_action_has_one_version() -> None:
    """No workflow lags behind another."""
    pins: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for step in _steps(_read(path)):
            if "uses" in step:
                name, version = step["uses"].split("@")
                pins.setdefault(name, set()).add(version)
    assert {name for name, versions in pins.items() if len(versions) > 1} == set()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_no_more_than_it_needs(path: Path) -> None:
    """Reading alone by default, no secret, nothing of a pull request run with more rights than its author has."""
    workflow = _read(path)
    # YAML 1.1 reads the key `on` as true.
    assert "pull_request_target" not in workflow[True]
    assert "workflow_run" not in workflow[True]
    assert set(workflow["permissions"].values()) == {"read"}
    assert "secrets." not in path.read_text("utf-8")
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 60
        writes = {name for name, right in job.get("permissions", {}).items() if right == "write"}
        # Whoever may write builds nothing: it takes what the job before has made.
        assert not writes or not any("run" in step for step in job["steps"])
    for step in _steps(workflow):
        assert "${{" not in step.get("run", ""), "a value put into a script is a part of it"
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize(
    "command",
    [("zizmor", "--offline", "--no-progress", "."), ("actionlint",)],
    ids=lambda one: one[0],
)
def test_linters_of_workflows_have_nothing_to_say(command: tuple[str, ...]) -> None:
    """zizmor is in the lock, so `make test` has it; actionlint is no package that installs without its network."""
    program = shutil.which(command[0], path=_TOOLS)
    if program is None:
        pytest.skip(f"{command[0]} is not installed")
    said = subprocess.run(
        [program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout + said.stderr


def test_what_make_test_sets_up_has_a_linter_of_workflows() -> None:
    """So that the test above is skipped nowhere for long."""
    assert re.search(
        r"^zizmor==", (ROOT / "requirements-test.txt").read_text("utf-8"), re.MULTILINE
    )


def test_the_site_is_built_anew_on_a_schedule() -> None:
    """Once a week, without anybody's doing; and the advisories are asked for as often."""
    for name in ("publish", "audit"):
        (schedule,) = _read(ROOT / f".github/workflows/{name}.yml")[True]["schedule"]
        minute, hour, day, month, weekday = schedule["cron"].split()
        assert (day, month) == ("*", "*")
        assert all(part.isdigit() for part in (minute, hour, weekday))
        assert minute != "0"


def test_newer_versions_of_all_that_is_pinned_are_proposed() -> None:
    """Actions and Python packages; a new one waits a week, a bad one being found out within days."""
    updates = _read(ROOT / ".github/dependabot.yml")["updates"]
    assert {one["package-ecosystem"] for one in updates} == {"github-actions", "pip"}
    assert all(one["cooldown"]["default-days"] >= 7 for one in updates)


@pytest.mark.parametrize(
    "value",
    [
        "```\n<img src=x onerror=y>\n# heading",
        "````````",
        "~~~\n[a](javascript:b)",
        "</code></pre><script>x</script>",
        "\n\n\n<b>x</b>",
    ],
)
def test_a_value_cannot_end_the_text_in_a_step_summary(tmp_path: Path, value: str) -> None:
    """What the step of check.yml writes is one block of code with all findings in it, and nothing else."""
    (script,) = (
        step["run"]
        for step in _steps(_read(ROOT / ".github/workflows/check.yml"))
        if "make check FORMAT=text" in step.get("run", "")
    )
    lines = f"错误 a/b：x\n{value}\n3 个数据包"
    _program(tmp_path / "make", f"cat <<'END_OF_FINDINGS'\n{lines}\nEND_OF_FINDINGS\nexit 1\n")
    summary = tmp_path / "summary"
    environment = os.environ | {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_STEP_SUMMARY": str(summary),
    }
    subprocess.run(["bash", "-e", "-c", script], env=environment, check=True)
    heading, text, end, *others = MarkdownIt().parse(summary.read_text("utf-8"))
    assert (heading.type, text.content, end.type) == ("heading_open", "Findings", "heading_close")
    assert [(one.type, one.content) for one in others] == [("code_block", f"{lines}\n")]


# Before a commit


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with all that a commit of ours would hold now, and nothing staged."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout.decode().split("\0")  # fmt: skip
    clone = tmp_path / "clone"
    for name in listed:
        # Of the tests the guard needs its eye alone.
        if (
            name
            and (ROOT / name).is_file()
            and (not name.startswith("tests/") or "support" in name)
        ):
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clone / name)
    _git(clone, "init", "--quiet")
    _git(clone, "add", "--all")
    _git(clone, "-c", "user.name=x", "-c", "user.email=x", "commit", "--quiet", "--message", "x")
    (clone / ".venv/bin").mkdir(parents=True)
    _program(clone / ".venv/bin/python", f'exec "{sys.executable}" "$@"\n')
    return clone


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


def _program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}", encoding="utf-8")
    path.chmod(0o755)
    return path


def _guard(clone: Path) -> tuple[int, str]:
    said = subprocess.run(
        ["sh", ".ci/guard"], cwd=clone, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": ""},
    )  # fmt: skip
    return said.returncode, said.stdout + said.stderr


def _mobile() -> str:
    return "1" + random.choice("3456789") + "".join(random.choices("0123456789", k=9))


def test_the_guard_sees_what_is_staged_and_not_what_lies_about(clone: Path) -> None:
    """Nothing staged: nothing to say. A number in a file: said when it is staged, though it was taken out of the folder since."""
    number = _mobile()
    note = clone / "docs/about/数字 与\n空白.md"
    note.write_text(f"一\n电话 {number}\n", encoding="utf-8")
    assert _guard(clone) == (0, "")
    _git(clone, "add", "--all")
    note.write_text("一\n", encoding="utf-8")
    status, said = _guard(clone)
    assert status == 1
    assert "line 2" in said
    assert number not in said


def test_the_guard_checks_packages_as_they_are_staged(clone: Path) -> None:
    """A cell that is no number stops the commit, with file and row."""
    (table, *_) = sorted((clone / "datapackages/departments").rglob("data/income.csv"))
    sound = table.read_text("utf-8")
    table.write_text(re.sub(r"\d+\.\d+", "abc", sound, count=1), encoding="utf-8")
    _git(clone, "add", "--all")
    table.write_text(sound, encoding="utf-8")
    status, said = _guard(clone)
    assert status == 1
    assert "错误" in said
    assert "income.csv" in said


def test_the_guard_is_what_git_runs_where_that_is_asked_for() -> None:
    """CONTRIBUTING tells the one command; the hook can be executed and runs the guard."""
    asked = "git config core.hooksPath .ci/hooks"
    assert asked in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    hook = ROOT / ".ci/hooks/pre-commit"
    assert os.access(hook, os.X_OK)
    assert hook.read_text("utf-8").splitlines()[-1] == "exec make --silent guard"


# Advisories


def _audit(tmp_path: Path, listed: dict[str, Any] | None, status: int) -> tuple[int, str]:
    """What `.ci/audit` makes of an answer of pip-audit; None is no answer."""
    answer = "" if listed is None else json.dumps(listed)
    program = _program(
        tmp_path / "pip-audit",
        'while [ "$1" != --output ]; do shift; done\n'
        f"[ -z '{answer}' ] || printf '%s' '{answer}' >\"$2\"\necho no route >&2\nexit {status}\n",
    )
    said = subprocess.run(
        ["sh", ".ci/audit", "requirements.txt"], cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | {"PIP_AUDIT": str(program), "PYTHON": sys.executable},
    )  # fmt: skip
    return said.returncode, said.stdout


_CLEAN = {"name": "a", "version": "1", "vulns": []}
_WEAK = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}
_UNKNOWN = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("dependencies", "status", "expected", "said"),
    [
        ([_CLEAN], 0, 0, "1 of 1 audited, 0 advisories"),
        ([_CLEAN, _WEAK], 1, 1, "b 2: CVE-1, mended in 3"),
        # pip-audit calls this a success.
        ([_UNKNOWN], 0, 0, "0 of 1 audited"),
        (None, 1, 0, "0 of 0 audited"),
    ],
)
def test_an_audit_fails_on_advisories_alone_and_says_what_it_could_not_ask(
    tmp_path: Path, dependencies: list[object] | None, status: int, expected: int, said: str
) -> None:
    """Without a network nothing is blocked, and nothing is called sound."""
    listed = None if dependencies is None else {"dependencies": dependencies}
    code, told = _audit(tmp_path, listed, status)
    assert code == expected
    assert said in told
    assert ("could be had" in told) == (dependencies is None or _UNKNOWN in dependencies)


# Promises


def test_each_promise_names_tests_that_there_are() -> None:
    """SECURITY.md has a test beside each promise, and each is found where it says."""
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    promises = text.partition("| promise | test |")[2].split("\n\n")[0].splitlines()[2:]
    assert len(promises) > 10
    for promise in promises:
        tests = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", promise)
        assert tests, promise
        for file, name in tests:
            assert f"def {name}(" in (ROOT / file).read_text("utf-8"), f"{file}::{name}"
