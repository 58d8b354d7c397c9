"""Owns the catalogue in Turtle: the nodes of the JSON-LD as rdflib writes them, sorted. The only door to rdflib."""

from __future__ import annotations

from collections.abc import Sequence

from generator.catalogue.terms import NAMES, Node


def turtle_of(nodes: Sequence[Node]) -> str:
    """Return the nodes in Turtle, sorted."""
    from rdflib import Graph, Literal, URIRef  # noqa: PLC0415 - a third of a second, for a build alone
    from rdflib.namespace import RDF  # noqa: PLC0415

    def full(name: str) -> URIRef:
        prefix, _, rest = name.partition(":")
        return URIRef(NAMES[prefix] + rest if prefix in NAMES else name)

    def term(value: Node | str) -> URIRef | Literal:
        if isinstance(value, str):
            return Literal(value)
        if "@id" in value:
            return full(value["@id"])
        datatype = full(value["@type"]) if "@type" in value else None
        return Literal(value["@value"], lang=value.get("@language"), datatype=datatype)

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in NAMES.items():
        graph.bind(prefix, namespace)
    for node in nodes:
        subject = full(node["@id"])
        graph.add((subject, RDF.type, full(node["@type"])))
        for name, values in node.items():
            for value in (values if isinstance(values, list) else [values]) if not name.startswith("@") else ():
                graph.add((subject, full(name), term(value)))
    return str(graph.serialize(format="turtle"))
