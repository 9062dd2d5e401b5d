"""Every generated file of the site below `docs/`, in order.

track         who is told how far the work has come
inputs        packages with their checks, glossary, settings
links         pages, and the links between them
pictures      the pictures of pages, and the script that makes them interactive
page_files    pages and charts as files
to_take_away  the files that pages offer: of each year, of each rule, over all
run           all of it: read, made, written
"""

from scripts.build.inputs import beside
from scripts.build.pictures import RUNTIME
from scripts.build.run import BY_HAND, BuildResult, UnsoundError, build, generated_folders
from scripts.build.track import Track

__all__ = [
    "BY_HAND", "RUNTIME", "BuildResult", "Track", "UnsoundError", "beside", "build",
    "generated_folders",
]  # fmt: skip
