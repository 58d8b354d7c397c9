"""Owns the door to vl_convert: a specification in, marks out; a picture in, pixels out. Nothing is fetched.

vl_convert takes the fonts of the machine, so that a PNG would look (and once looked) different on each. It finds them
through fontconfig, and is shown a configuration of ours while it looks: the fonts that it brings itself (Liberation
Sans) and one family for Arabic are all there are.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import ModuleType
from typing import Any
from xml.sax.saxutils import escape

_VEGA_LITE = "6.4"
_FONTS = files("fontpkg_ibm_plex_sans_arabic") / "files"
_CONFIGURATION = '<?xml version="1.0"?>\n<fontconfig><dir>{}</dir></fontconfig>\n'
_NAMED = "FONTCONFIG_FILE"
_NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def compiled(specification: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what Vega-Lite makes of a specification: that of Vega, which is drawn without compiling it anew."""
    vega: Mapping[str, Any] = _VL_CONVERT.vegalite_to_vega(json.dumps(specification), vl_version=_VEGA_LITE)
    return vega


def svg_of(specification: Mapping[str, Any]) -> str:
    """Return the SVG of a Vega specification."""
    svg: str = _VL_CONVERT.vega_to_svg(json.dumps(specification), allowed_base_urls=[])
    return svg


def pixels_of(svg: str, scale: float) -> bytes:
    """Return an SVG document as PNG, `scale` pixels a unit; other threads go on meanwhile."""
    png: bytes = _VL_CONVERT.svg_to_png(svg, scale=scale)
    return png


def _opened(fonts: Path) -> ModuleType:
    """Return vl_convert after it has looked for fonts, and found those in the folder `fonts` beside its own."""
    before = os.environ.get(_NAMED)
    with NamedTemporaryFile("w", suffix=".conf", encoding="utf-8") as configuration:
        configuration.write(_CONFIGURATION.format(escape(str(fonts))))
        configuration.flush()
        os.environ[_NAMED] = configuration.name
        try:
            import vl_convert  # noqa: PLC0415 - it looks for fonts when it is imported or first used

            vl_convert.svg_to_png(_NOTHING)
        finally:
            del os.environ[_NAMED]
            if before is not None:
                os.environ[_NAMED] = before
    return vl_convert


with as_file(_FONTS) as _folder:
    _VL_CONVERT = _opened(_folder)
