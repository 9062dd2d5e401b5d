"""The Vega that makes pictures interactive in a browser: one file, from the packages, with the licences it is under."""

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import files, version
from typing import cast

import vl_convert

from scripts.charts.model import Chart, Spec

# Where the runtime keeps which mark is looked at: a name that no data can have.
LOOKED_AT = "mzAt"

# Those that are not looked at.
PALE = 0.3

# Read by docs/assets/chart.js.
SNIPPET = "window.mzVega = vegaEmbed;"

# The bundle drops the notices of what it is made of.
OWNERS = """Vega {vega}, Vega-Lite {lite}, vega-embed {embed} and their parts
Copyright 2013-2025 University of Washington Interactive Data Lab and the Vega contributors, BSD-3-Clause
d3 and internmap: Copyright 2010-2023 Mike Bostock; d3-geo-projection, topojson-client: the same; ISC
delaunator: Copyright 2021 Mapbox; robust-predicates: Vladimir Agafonkin (public domain); ISC
semver: Copyright Isaac Z. Schlueter and Contributors; ISC
fast-json-patch: Copyright 2013, 2014, 2020 Joachim Wester; json-stringify-pretty-compact: Copyright 2014-2025
Simon Lydell; lodash: Copyright OpenJS Foundation and other contributors; MIT
Bundled by vl-convert {bundler}."""

ISC = """ISC: Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby
granted, provided that the above copyright notice and this permission notice appear in all copies. THE SOFTWARE IS
PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES
OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR
CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF
CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS
SOFTWARE."""

MIT = """MIT: Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright notice and
this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED
"AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT
HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""


def edition() -> str:
    """A name for the runtime that changes when it does."""
    return f"{version('vl-convert-python')}-{vl_convert.get_vega_version()}"


def runtime() -> str:
    """The script that a page loads when a picture is first touched, the same bytes for the same packages."""
    return f"/*!\n{notice()}\n*/\n{vl_convert.javascript_bundle(SNIPPET)}\n"


def notice() -> str:
    """Whose work the script is, and the conditions; those of BSD-3-Clause as the bundler's own licence words them."""
    owners = OWNERS.format(
        vega=vl_convert.get_vega_version(),
        lite=vl_convert.get_vegalite_versions()[-1],
        embed=vl_convert.get_vega_embed_version(),
        bundler=version("vl-convert-python"),
    )
    return "\n\n".join((owners, f"BSD-3-Clause: {_conditions()}", ISC, MIT)).replace("*/", "")


def _conditions() -> str:
    for file in files("vl-convert-python") or []:
        if file.name == "LICENSE":
            return file.read_text("utf-8").strip()
    return "https://opensource.org/license/bsd-3-clause"


def interactive(chart: Chart) -> str:
    """The specifications of a chart by width as JSON, made to answer: what is not looked at becomes pale."""
    specs = {"wide": chart.wide, **({"narrow": chart.narrow} if chart.narrow else {})}
    answering = {name: _answering(spec) for name, spec in specs.items()}
    return json.dumps(answering, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _answering(spec: Spec) -> Spec:
    layers = cast("Sequence[Mapping[str, object]]", spec["layer"])
    return {
        **spec,
        # The page tells the text; a second one would be read twice.
        "description": "",
        "params": [{"name": LOOKED_AT, "value": ""}],
        "layer": [_pale(layer) for layer in layers],
    }


def _pale(layer: Mapping[str, object]) -> Mapping[str, object]:
    encoding = cast("Mapping[str, Mapping[str, object]]", layer["encoding"])
    if "tooltip" not in encoding:
        return layer
    test = f"{LOOKED_AT} !== '' && datum.tip !== {LOOKED_AT}"
    condition = {"test": test, "value": {"expr": f"datum.opacity * {PALE}"}}
    kept = {name: value for name, value in encoding.items() if name != "tooltip"}
    return {
        **layer,
        "encoding": {**kept, "opacity": {**encoding["opacity"], "condition": condition}},
    }
