"""The Vega that makes pictures interactive in a browser: one file, with the licences it is under."""

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import files, version
from typing import cast

import vl_convert

from scripts.charts.model import Chart, Spec

# Where the runtime keeps which mark is looked at: a name that no data can have.
LOOKED_AT = "mzAt"
# The opacity of those that are not looked at: still to be seen, and not to be taken for others.
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
HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""


def edition() -> str:
    """A name for the runtime that changes when it does: 1.9.0-6.2.0, the bundler's and Vega's."""
    return f"{version('vl-convert-python')}-{vl_convert.get_vega_version()}"


def runtime() -> str:
    """The script that a page loads when a picture is first touched; it begins with `notice`."""
    return f"/*!\n{notice()}\n*/\n{vl_convert.javascript_bundle(SNIPPET)}\n"


def notice() -> str:
    """Whose work the script is, and the conditions, BSD-3-Clause's as the bundler words them."""
    owners = OWNERS.format(
        vega=vl_convert.get_vega_version(),
        lite=vl_convert.get_vegalite_versions()[-1],
        embed=vl_convert.get_vega_embed_version(),
        bundler=version("vl-convert-python"),
    )
    conditions = "https://opensource.org/license/bsd-3-clause"
    for file in files("vl-convert-python") or []:
        if file.name == "LICENSE":
            conditions = file.read_text("utf-8").strip()
    text = "\n\n".join((owners, f"BSD-3-Clause: {conditions}", ISC, MIT))
    # The notice stands in a comment, which it must not end.
    return text.replace("*/", "")


def interactive(chart: Chart) -> str:
    """The specifications by width as JSON: {"wide": {…}}; what is not looked at becomes pale."""
    specs = {"wide": _answering(chart.wide)}
    if chart.narrow:
        specs["narrow"] = _answering(chart.narrow)
    return json.dumps(specs, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _answering(spec: Spec) -> Spec:
    """The specification, its marks pale while another is looked at; without a tip they stay."""
    layers: list[Mapping[str, object]] = []
    condition = {
        "test": f"{LOOKED_AT} !== '' && datum.tip !== {LOOKED_AT}",
        "value": {"expr": f"datum.opacity * {PALE}"},
    }
    for layer in cast("Sequence[Mapping[str, object]]", spec["layer"]):
        encoding = dict(cast("Mapping[str, Mapping[str, object]]", layer["encoding"]))
        # The page shows the tip itself.
        if encoding.pop("tooltip", None) is None:
            layers.append(layer)
            continue
        encoding["opacity"] = {**encoding["opacity"], "condition": condition}
        layers.append({**layer, "encoding": encoding})
    return {
        **spec,
        # The page tells the text; a second one would be read twice.
        "description": "",
        "params": [{"name": LOOKED_AT, "value": ""}],
        "layer": layers,
    }
