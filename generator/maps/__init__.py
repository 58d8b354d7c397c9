"""Maps without any other host: outlines of land and countries, kept in the project, as paths of an SVG picture.

Does not own what is marked on a map (`generator.pages.places`). The projection is equirectangular, true at the middle
latitude of the sheet: a place is found by two multiplications, here and in the script of the page.

    __main__ (TopoJSON -> outlines.json, once) · outlines (what is in it) -> sheet (a part of the world as paths)

`outlines.json` comes from Natural Earth, which is in the public domain (version 4.1.0, 1:50 million, in the form of
the npm package world-atlas 2.0.2, file countries-50m.json), simplified by `python -m generator.maps`. Where borders
are disputed it has those that Natural Earth draws.
"""
