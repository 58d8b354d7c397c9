"""Shows that the catalogue is DCAT-AP 3, the same in both forms, and true: every file it names is there as it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyshacl import validate
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from generator import catalogue
from generator.outputs.downloads import write_downloads
from generator.outputs.table_files import Publisher
from generator.pages.portal import Portal
from tests.pages.demonstration import demonstration
from tests.pages.portals import portal

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore::DeprecationWarning:pyshacl")

SHAPES = Path(__file__).with_name("shapes.ttl")
BASE = "https://portal.example/"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
ADMS = Namespace("http://www.w3.org/ns/adms#")


def with_downloads(made: Portal, site: Path) -> Portal:
    tables = [name for package in made.data.packages.values() for name in package.tables]
    public = {name: made.facts.published(name) for name in tables}
    written = write_downloads(made.data, site, published=public, publisher=Publisher("Portal"))
    return replace(made, downloads=written.files, left_out=written.left_out)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def files(site: Path) -> dict[str, bytes]:
    made = with_downloads(demonstration(), site)
    return {each.address: each.content for each in catalogue.files(made)}


@pytest.fixture(scope="module")
def graph(files: dict[str, bytes]) -> Graph:
    return Graph().parse(data=files["catalogue.ttl"].decode(), format="turtle")


@cache
def shapes() -> Graph:
    return Graph().parse(SHAPES, format="turtle")


def complaints(graph: Graph) -> list[str]:
    _, results, _ = validate(graph, shacl_graph=shapes())
    path = URIRef("http://www.w3.org/ns/shacl#resultPath")
    focus = URIRef("http://www.w3.org/ns/shacl#focusNode")
    return [f"{results.value(each, focus)} {results.value(each, path)}" for each in results.subjects(path)]


def test_the_catalogue_is_what_dcat_ap_asks_for(graph: Graph) -> None:
    assert complaints(graph) == []


def test_both_forms_say_the_same(files: dict[str, bytes], graph: Graph) -> None:
    other = Graph().parse(data=files["catalogue.jsonld"].decode(), format="json-ld")
    assert len(graph) > 2000
    assert isomorphic(graph, other)


def removed(graph: Graph) -> Iterator[tuple[tuple[Node, Node], Graph]]:
    """Yield the graph without the values of one property of one node, for each property of each class."""
    seen = set()
    listed = set(graph.objects(None, DCAT.dataset))
    for node, kind in sorted(graph.subject_objects(RDF.type), key=str):
        if kind == DCAT.Dataset and node not in listed:
            continue
        for path in sorted({path for path in graph.predicates(node) if path != RDF.type}, key=str):
            if (kind, path) not in seen:
                seen.add((kind, path))
                fewer = Graph()
                fewer += graph
                fewer.remove((node, path, None))
                yield (kind, path), fewer


FOAF = Namespace("http://xmlns.com/foaf/0.1/")
OPTIONAL = {
    *((DCAT.Dataset, path) for path in (ADMS.versionNotes, DCT.issued, DCT.modified, DCT.accessRights)),
    *((DCAT.DataService, path) for path in (DCT.accessRights, FOAF.page)),
    *((DCAT.Distribution, path) for path in (DCT.modified, DCAT.packageFormat)),
}
"""Properties that DCAT-AP leaves to those who publish."""


def test_nothing_that_it_asks_for_can_be_left_out(tmp_path: Path) -> None:
    made = with_downloads(portal(tmp_path / "data"), tmp_path / "site")
    made = replace(made, downloads=tuple(each for each in made.downloads if each.format == "zip"))
    text = next(each.content for each in catalogue.files(made) if each.address == "catalogue.ttl")
    found = list(removed(Graph().parse(data=text.decode(), format="turtle")))
    assert len(found) > 50
    let_through = {what for what, fewer in found if not complaints(fewer)}
    assert let_through <= OPTIONAL


@pytest.mark.parametrize(
    ("subject", "path", "value"),
    [
        ("catalogue", DCT.language, URIRef("http://www.lexvo.org/page/iso639-3/eng")),
        ("compliance", DCT.title, URIRef("https://portal.example/")),
        ("compliance", DCT.issued, Literal("yesterday")),
        ("compliance", DCAT.theme, URIRef("https://portal.example/theme")),
        ("file/compliance/compliance.zip", DCAT.byteSize, Literal("12")),
        ("file/compliance/compliance.zip", DCAT.accessURL, Literal("https://portal.example/")),
        ("file/compliance/compliance.zip-sha256", SPDX.checksumValue, Literal("00")),
        ("file/compliance/compliance.zip", DCT["format"], Literal("zip")),
    ],
)
def test_a_wrong_value_is_refused(graph: Graph, subject: str, path: URIRef, value: Any) -> None:
    node = URIRef(f"{BASE}catalogue.jsonld#{subject}")
    assert (node, path, None) in graph
    wrong = Graph()
    wrong += graph
    wrong.set((node, path, value))
    assert set(complaints(wrong)) == {f"{node} {path}"}


def test_every_file_is_there_as_the_catalogue_says(graph: Graph, site: Path) -> None:
    distributions = list(graph.subjects(RDF.type, DCAT.Distribution))
    written = [path for path in (site / "data").rglob("*") if path.is_file()]
    assert len(distributions) == len(written) > 100
    for each in distributions:
        address = str(graph.value(each, DCAT.downloadURL)).removeprefix(BASE)
        content = (site / address).read_bytes()
        assert int(str(graph.value(each, DCAT.byteSize))) == len(content)
        checksum = graph.value(graph.value(each, SPDX.checksum), SPDX.checksumValue)
        assert str(checksum).lower() == hashlib.sha256(content).hexdigest()


def test_a_demonstration_says_so(graph: Graph) -> None:
    descriptions = [str(each) for each in graph.objects(URIRef(f"{BASE}catalogue.jsonld#catalogue"), DCT.description)]
    assert any("Factories, buyers" in each and "invented" in each for each in descriptions)
    assert len(descriptions) == 2 * len(demonstration().languages)


def test_periods_and_places_are_those_of_the_data(graph: Graph) -> None:
    period = URIRef(f"{BASE}catalogue.jsonld#compliance-period")
    started = demonstration().facts.assessments["started_on"]
    assert str(graph.value(period, DCAT.startDate)) == str(started.min())
    assert str(graph.value(period, DCAT.endDate)) == str(started.max())
    places = {
        str(each).rpartition("/")[2] for each in graph.objects(URIRef(f"{BASE}catalogue.jsonld#catalogue"), DCT.spatial)
    }
    assert places == {"BGD", "HTI", "IDN", "JOR", "KHM", "VNM"}


def test_earlier_releases_are_named_with_what_they_brought(tmp_path: Path) -> None:
    releases = (
        "package,version,released_on,summary\n"
        "tool,0.9.0,2024-01-01,First.\n"
        "tool,0.10.0,2024-06-01,More questions.\n"
        "tool,1.0.0,2025-01-01,All questions.\n"
        "tool,1.1.0,2030-01-01,Of the future.\n"
    )
    made = with_downloads(portal(tmp_path / "data", releases=releases), tmp_path / "site")
    document = json.loads(next(catalogue.files(made)).content)
    nodes = {node["@id"].partition("#")[2]: node for node in document["@graph"]}
    assert [each["@id"].partition("#")[2] for each in nodes["tool"]["dcat:hasVersion"]] == ["tool-0.10.0", "tool-0.9.0"]
    assert nodes["tool"]["dct:issued"]["@value"] == "2024-01-01"
    assert nodes["tool"]["dct:modified"]["@value"] == "2025-01-01"
    assert nodes["tool-0.10.0"]["dct:description"]["@value"] == "More questions."
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    assert complaints(graph) == []
