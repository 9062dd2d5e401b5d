"""The house itself: how its modules lean on each other, and what may never stand in a file of it."""

from __future__ import annotations

import ast
import random
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from scripts import privacy
from tests.support import personal

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "scripts"
TOLD = re.compile(r"^ {4}(\w+)/? {2,}\S", re.MULTILINE)
STREET = TOLD.findall(
    ast.get_docstring(ast.parse((SCRIPTS / "__init__.py").read_text("utf-8")), clean=False) or ""
)
MODULES = sorted(SCRIPTS.rglob("*.py"))
WINGS = ("ingest", "checks", "pages")
"""The rooms that are too large for one list of modules: each tells its wings, floor by floor, in its docstring."""


def _room(module: Path) -> str:
    """The name on the street that a module belongs to: its own, or that of its folder."""
    first = module.relative_to(SCRIPTS).parts[0]
    return first.removesuffix(".py")


def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"), filename=str(module))


def _place(module: Path, node: ast.AST) -> str:
    return f"{module.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def _git(*arguments: str) -> list[Path]:
    """The files that a `git ls-files` names."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", *arguments], cwd=ROOT, capture_output=True, check=True
    )
    return [
        path
        for name in listed.stdout.decode().split("\0")
        if name and (path := ROOT / name).is_file()
    ]


def _own_files() -> list[Path]:
    """Every file of the repository, those not committed yet too."""
    return _git("--cached", "--others", "--exclude-standard")


def _text(path: Path) -> str:
    """A file as text; nothing for a picture or another binary."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


# How the modules stand to each other


def _imported(module: Path) -> Iterator[tuple[ast.AST, str]]:
    """Each dotted name that a module imports, wherever in it, with the node that does so."""
    package = ("scripts", *module.relative_to(SCRIPTS).parent.parts)
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            up = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            base = ".".join(part for part in (up, node.module) if part)
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((node, name) for name in names)


def _rooms_imported(module: Path) -> Iterator[tuple[ast.AST, str]]:
    """Each name of the street that a module imports, with the node that does so."""
    for node, name in _imported(module):
        parts = name.split(".")
        if parts[0] == "scripts" and len(parts) > 1:
            yield node, parts[1]


def test_a_module_imports_only_those_above_it_on_the_street() -> None:
    """Data flows down the street, imports flow up it; a room may use itself."""
    wrong = [
        f"{_place(module, node)}: {_room(module)} imports {room}"
        for module in MODULES
        if _room(module) in STREET
        for node, room in _rooms_imported(module)
        if room not in STREET or STREET.index(room) > STREET.index(_room(module))
    ]
    assert wrong == []


_ESCAPES = ("html.escape", "xml.sax.saxutils.escape", "xml.sax.saxutils.quoteattr", "markupsafe")
_MAY_ESCAPE = ("markup.py",)


def test_texts_are_escaped_where_markup_is_made_and_nowhere_by_hand() -> None:
    """What is markup is a type: an f-string in which one text was forgotten cannot come back."""
    wrong = []
    for module in MODULES:
        if str(module.relative_to(SCRIPTS)) in _MAY_ESCAPE:
            continue
        wrong += [
            f"{_place(module, node)}: {name}"
            for node, name in _imported(module)
            if name.startswith(_ESCAPES)
        ]
        wrong += [
            f"{_place(module, node)}: html.escape"
            for node in ast.walk(_tree(module))
            if isinstance(node, ast.Attribute) and ast.unparse(node) == "html.escape"
        ]
    assert wrong == []


def test_every_room_is_told_on_the_street_and_stands_there() -> None:
    """The opening docstring of the package names what is in it: no room less, no room more, none twice."""
    rooms = {_room(module) for module in MODULES} - {"__init__"}
    assert sorted(STREET) == sorted(rooms)


Floors = list[list[str]]
"""What a room's docstring lists: floors from the ground up, each of modules (`codes`) and wings (`form/`)."""


def _floors(docstring: str) -> Floors:
    """The floors that a docstring lists: indented lines, a blank line between two floors."""
    listed = re.compile(r"^ {4}(\w+/?) {2,}\S")
    blocks = re.split(r"\n\s*\n", docstring)
    floors = [
        [match[1] for line in block.splitlines() if (match := listed.match(line))]
        for block in blocks
    ]
    return [floor for floor in floors if floor]


def _may_import(floors: Floors, user: str, used: str) -> bool:
    """Whether one part of a room may use another.

    It may use what stands on a lower floor, and a module the modules listed before it on its own floor;
    wings of one floor know nothing of each other.
    """
    level = {name: number for number, floor in enumerate(floors) for name in floor}
    if user == used or level[used] < level[user]:
        return True
    floor = floors[level[user]]
    modules = not user.endswith("/") and not used.endswith("/")
    return level[used] == level[user] and modules and floor.index(used) < floor.index(user)


def _part(room: str, name: str) -> str:
    """A part of a room as its docstring lists it: a wing with a slash at its end."""
    return f"{name}/" if (SCRIPTS / room / name).is_dir() else name


def _parts_imported(room: str) -> Iterator[tuple[str, str, str]]:
    """Each import inside a room from another part of it: where, who, whom."""
    for module in sorted((SCRIPTS / room).rglob("*.py")):
        inside = module.relative_to(SCRIPTS / room).parts
        if inside == ("__init__.py",):
            continue
        user = _part(room, inside[0].removesuffix(".py"))
        for node, name in _imported(module):
            parts = name.split(".")
            if parts[:2] == ["scripts", room] and len(parts) > 2:
                yield _place(module, node), user, _part(room, parts[2])


@pytest.mark.parametrize("room", WINGS)
def test_a_wing_imports_only_what_stands_below_it(room: str) -> None:
    """As on the street, so inside a room: the docstring lists its floors, and imports go down to lower ones."""
    floors = _floors(ast.get_docstring(_tree(SCRIPTS / room / "__init__.py"), clean=False) or "")
    known = {name for floor in floors for name in floor}
    wrong = [
        f"{place}: {user} imports {used}"
        for place, user, used in _parts_imported(room)
        if used not in known or not _may_import(floors, user, used)
    ]
    assert wrong == []


@pytest.mark.parametrize("room", WINGS)
def test_every_part_of_a_room_with_wings_is_told_and_stands_there(room: str) -> None:
    """No wing or module more than its docstring lists, and none less."""
    listed = [
        name
        for floor in _floors(
            ast.get_docstring(_tree(SCRIPTS / room / "__init__.py"), clean=False) or ""
        )
        for name in floor
    ]
    parts = {
        path.name.removesuffix(".py")
        for path in (SCRIPTS / room).iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert sorted(listed) == sorted(_part(room, name) for name in parts - {"__init__"})


@pytest.mark.parametrize(
    ("user", "used", "allowed"),
    [
        ("readers/", "document", True),
        ("assembly/", "readers/", True),
        ("identity", "document", True),
        ("document", "identity", False),
        ("readers/", "tables/", False),
        ("readers/", "assembly/", False),
    ],
)
def test_an_import_between_parts_of_a_room_is_judged(user: str, used: str, allowed: bool) -> None:
    """The eye of the test above: lower floors and earlier modules yes; wings beside or above no."""
    floors = _floors(
        "A room.\n\n    document   x\n    identity   x\n\n    readers/   x\n    tables/    x\n\n    assembly/  x\n"
    )
    assert _may_import(floors, user, used) is allowed


def test_every_module_opens_with_a_sentence() -> None:
    """A module says first what lives there."""
    assert [
        str(module.relative_to(ROOT)) for module in MODULES if not ast.get_docstring(_tree(module))
    ] == []


def test_no_module_is_over_400_lines() -> None:
    """One that is becomes a folder of the same name."""
    lengths = {
        module.relative_to(ROOT): len(module.read_text("utf-8").splitlines()) for module in MODULES
    }
    assert {path: length for path, length in lengths.items() if length > 400} == {}


WRITING_METHODS = {
    "write_text",
    "write_bytes",
    "mkdir",
    "makedirs",
    "unlink",
    "rmdir",
    "touch",
    "rmtree",
}
WRITING_FUNCTIONS = {
    "os": {"remove", "rename", "replace"},
    "shutil": {"copy", "copy2", "copyfile", "copytree", "move"},
}
WRITING_MODE = re.compile(r"[rwaxbt+]*[wax+][rwaxbt+]*")


def _writes(call: ast.Call) -> bool:
    """Whether a call changes what is on disk; one inside an archive in memory does not."""
    function = call.func
    if isinstance(function, ast.Name):
        return function.id == "open" and _has_writing_mode(call, position=1)
    if not isinstance(function, ast.Attribute):
        return False
    if isinstance(function.value, ast.Name) and function.attr in WRITING_FUNCTIONS.get(
        function.value.id, ()
    ):
        return True
    return function.attr in WRITING_METHODS or (
        function.attr == "open" and _has_writing_mode(call, position=0)
    )


def _has_writing_mode(call: ast.Call, *, position: int) -> bool:
    modes = [
        *call.args[position : position + 1],
        *(word.value for word in call.keywords if word.arg == "mode"),
    ]
    return any(
        isinstance(mode, ast.Constant) and WRITING_MODE.fullmatch(str(mode.value)) for mode in modes
    )


def test_only_the_files_module_writes_files() -> None:
    """One place where anything is written, so that a second claim on a path is seen."""
    wrong = [
        _place(module, node)
        for module in MODULES
        if _room(module) != "files"
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.Call) and _writes(node)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("open('a', 'w')", True),
        ("open('a', mode='ab')", True),
        ("path.open('x')", True),
        ("path.write_text('')", True),
        ("os.replace('a', 'b')", True),
        ("open('a')", False),
        ("path.open('rb')", False),
        ("text.replace('a', 'b')", False),
        ("archive.open('w.txt')", False),
    ],
)
def test_a_writing_call_is_told_from_a_reading_one(code: str, writes: bool) -> None:
    """The eye of the test above sees what it should."""
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert _writes(call) is writes


def test_only_the_command_line_prints() -> None:
    """Everything else returns what there is to say."""
    printing = {
        "print",
        "typer.echo",
        "typer.secho",
        "rich.print",
        "sys.stdout.write",
        "sys.stderr.write",
    }
    wrong = [
        _place(module, node)
        for module in MODULES
        if module != SCRIPTS / "verbs/screen.py"
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in printing
    ]
    assert wrong == []


# What the project needs


def _pins(lock: str) -> dict[str, set[str]]:
    """Each pin of a lock with the hashes of its files."""
    joined = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    lines = [
        line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]
    return {
        line.split(" --hash")[0].strip(): set(re.findall(r"--hash=(sha256:[0-9a-f]{64})", line))
        for line in lines
    }


LOCKS = ["requirements.txt", "requirements-test.txt", "requirements-audit.txt"]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_file_and_says_of_none_where_it_comes_from(lock: str) -> None:
    """A version and a hash for each; where to get it is for the machine that installs to know."""
    pins = _pins(lock)
    assert [
        pin
        for pin, hashes in pins.items()
        if not hashes or not re.match(r"[\w.-]+(\[[\w,-]+\])?==[\w.]+", pin)
    ] == []
    assert not re.search(
        r"://|^\s*--?(i|f|index|extra|find|trusted)\b|\bfile:",
        (ROOT / lock).read_text("utf-8"),
        re.M,
    )


def test_the_test_lock_holds_the_build_lock_whole() -> None:
    """Setting up for the tests sets up for the build, so neither command undoes the other."""
    build, tests = _pins("requirements.txt"), _pins("requirements-test.txt")
    assert {pin: hashes for pin, hashes in build.items() if tests.get(pin) != hashes} == {}


def test_the_oldest_python_is_stated_once_and_meant() -> None:
    """Metadata, linter, types, lock and set-up all speak of 3.11."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["requires-python"] == ">=3.11"
    assert project["tool"]["ruff"]["target-version"] == "py311"
    assert project["tool"]["mypy"]["python_version"] == "3.11"
    assert "--python-version 3.11" in _text(ROOT / ".ci/lock")
    assert "(3, 11)" in _text(ROOT / ".ci/python")


def test_every_python_from_the_oldest_to_3_13_is_tested_and_told() -> None:
    """A pull request runs the tests on each of them, whichever fails; CONTRIBUTING names them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    oldest = int(project["requires-python"].removeprefix(">=3."))
    supported = [f"3.{minor}" for minor in range(oldest, 14)]
    workflow = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))
    job = workflow["jobs"]["tests"]
    tested = job["strategy"]["matrix"]["python-version"]
    assert supported and set(supported) <= set(tested), f"{tested} are tested; need {supported}"
    assert job["strategy"]["fail-fast"] is False
    set_up = [step["with"] for step in job["steps"] if "setup-python" in step.get("uses", "")]
    assert [one["python-version"] for one in set_up] == ["${{ matrix.python-version }}"]
    told = f"on Python {', '.join(tested[:-1])} and {tested[-1]}"
    assert told in " ".join(_text(ROOT / "CONTRIBUTING.md").split())


# What is told to people


def _targets() -> list[str]:
    """The commands that `make help` lists."""
    return re.findall(r"^([a-z-]+):.*## ", _text(ROOT / "Makefile"), re.MULTILINE)


def test_every_command_is_told_in_the_readme() -> None:
    """Whoever reads the README knows each make command."""
    readme = _text(ROOT / "README.md")
    assert {"site", "test", "help"} <= set(_targets())
    assert [target for target in _targets() if f"make {target}" not in readme] == []


def test_contributors_are_told_how_to_test() -> None:
    """CONTRIBUTING names the command that must pass."""
    assert "make test" in _text(ROOT / "CONTRIBUTING.md")


def test_workflows_run_what_a_person_can_run() -> None:
    """Every make command in a workflow is one of ours: nothing is done there that cannot be done here."""
    used = set()
    for workflow in sorted((ROOT / ".github/workflows").glob("*.yml")):
        jobs = yaml.safe_load(workflow.read_text("utf-8"))["jobs"]
        steps = [step for job in jobs.values() for step in job["steps"]]
        used |= {
            name
            for step in steps
            for name in re.findall(r"\bmake ([a-z][a-z-]*)", step.get("run", ""))
        }
    assert used
    assert used <= set(_targets())


def test_nothing_is_published_that_was_not_checked() -> None:
    """The workflow that publishes checks the packages first, in the job that builds, and goes on only where that passes."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text("utf-8"))
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    steps = [step.get("run") or step.get("uses", "") for step in build["steps"]]
    (check,) = (place for place, step in enumerate(steps) if step.startswith("make check"))
    (site,) = (place for place, step in enumerate(steps) if step == "make site")
    (upload,) = (place for place, step in enumerate(steps) if "upload-pages-artifact" in step)
    assert check < site < upload
    assert steps[check] in ("make check", "make check FORMAT=github"), (
        "nothing after it may hide that it failed"
    )
    assert not any(
        {"continue-on-error", "if"} & set(part) for part in (build, deploy, *build["steps"])
    )
    assert deploy["needs"] == "build"


# What may not stand in any file


def test_no_file_of_the_repository_holds_personal_data() -> None:
    """No mobile and no identity number, committed or about to be."""
    assert personal.places(ROOT, _own_files()) == []


def test_no_file_of_the_site_holds_personal_data() -> None:
    """What is built is looked at as well, spreadsheets and archives from within."""
    built = [path for path in sorted((ROOT / "site").rglob("*")) if path.is_file()]
    assert personal.places(ROOT, built) == []


def _digits(count: int) -> str:
    return "".join(random.choices("0123456789", k=count))


def _made_mobile() -> str:
    return "1" + random.choice("3456789") + _digits(9)


def _made_identity() -> str:
    born = date.fromordinal(
        random.randrange(date(1950, 1, 1).toordinal(), date(2005, 1, 1).toordinal())
    )
    first = random.choice("123456") + _digits(5) + born.strftime("%Y%m%d") + _digits(3)
    return first + personal.check_character(first)


@pytest.mark.parametrize("make", [_made_mobile, _made_identity])
def test_personal_data_would_be_seen(make: Callable[[], str]) -> None:
    """Numbers made here are found, by this test's eye and by that of the checks; inside a hash they are not."""
    for _ in range(50):
        number = make()
        line = f"请找某某，{number}。"
        assert personal.starts(line) == [line.index(number)]
        assert [datum.start for datum in privacy.find(line)] == [line.index(number)]
        assert personal.starts(number.rjust(64, "0").lower().replace("x", "a")) == []


def test_no_path_of_one_machine_stands_in_a_file() -> None:
    """A clone works anywhere, so no file names a folder of the machine it was written on."""
    folders = "|".join(["work", "farm", "root", "opt", "home", "Users"])
    local = re.compile(
        rf"(?<![\w.:/~*-])/(?:{folders})/\w|file:/{{3}}|https?:/{{2}}[^ \"]+/(?:simple|packages)/"
    )
    wrong = [
        f"{path.relative_to(ROOT)} line {number}"
        for path in _own_files()
        for number, line in enumerate(_text(path).splitlines(), 1)
        if local.search(line)
    ]
    assert wrong == []


def test_no_large_file_is_kept() -> None:
    """Pictures and the tables of packages excepted, nothing over 300 KB: what is large is built."""
    tables = ROOT / "datapackages/departments"
    large = [
        path
        for path in _own_files()
        if path.stat().st_size > 300_000
        and path.suffix != ".png"
        and not (path.suffix == ".csv" and path.is_relative_to(tables))
    ]
    assert [str(path.relative_to(ROOT)) for path in large] == []


def test_no_third_party_script_is_kept() -> None:
    """Scripts and styles are our own, readable ones; others come from packages when the site is built."""
    ours = [
        path for path in _own_files() if path.suffix in {".js", ".mjs", ".css", ".map", ".wasm"}
    ]
    wrong = [
        str(path.relative_to(ROOT))
        for path in ours
        if ".min." in path.name
        or path.suffix in {".map", ".wasm"}
        or any(len(line) > 2_000 for line in _text(path).splitlines())
    ]
    assert wrong == []
