"""The command line: import a document, check packages, compare versions, build, serve, verify."""

from __future__ import annotations

import errno
import io
import os
import sys

import typer

from scripts import files
from scripts.verbs import documents, packages, sites
from scripts.verbs.packages import PACKAGES, ROOT
from scripts.verbs.screen import FAILED, INTERRUPTED, REFUSED, refuse, tell

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="明账：把公开的部门预算变成可核对的数据和网站。",
)
app.command("import")(documents.import_)
app.command()(documents.check)
app.command()(packages.diff)
app.command()(sites.build)
app.command()(sites.site)
app.command()(sites.serve)
app.command()(sites.verify)


@app.callback()
def _begin() -> None:
    """Put right what a program that was killed has left, before anything else is done."""
    try:
        files.recover(ROOT, "docs|site")
        files.recover(ROOT / ".cache", "pictures|runtime")
        for department in sorted((PACKAGES / "departments").glob("*")):
            files.recover(department, r"\d{4}-(?:budget|final)")
    except files.WriteError as error:
        refuse(error)


_REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘的份额用完了",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EMFILE: "打开的文件太多",
}
# What the system says of nothing but writing.
_OF_WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


def main() -> None:
    """Run a command; what the system refuses is a sentence, and what stood before still stands."""
    # A terminal that has no Chinese signs gets \u8bfb for 读: what is told may not end what is done.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="python -m scripts")
    except KeyboardInterrupt:
        tell("停下了，原来的文件没有动", style="red")
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        # Whoever reads has seen enough: check | head.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(FAILED) from None
    except OSError as error:
        # A screen or a pipe is written to as well, and no file of ours is.
        is_write = isinstance(error, files.NotWrittenError) or error.errno in _OF_WRITING
        what = "没有写成；原来的文件还在" if is_write else "没有读成"
        why = _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
        where = f"{error.filename}：" if error.filename else ""
        tell(f"{where}{why}，{what}", style="red")
        raise SystemExit(REFUSED) from error


if __name__ == "__main__":
    main()
