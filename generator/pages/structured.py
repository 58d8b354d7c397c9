"""Owns what pages say of themselves in the words of schema.org: publisher, places, data sets and their catalogue.

Does not own facts: everything here stands on the page too. What is invented says so. Breadcrumbs, which every page
has, are made apart (`breadcrumbs`); courses too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from generator.pages.datasets import Publication, publications_of
from generator.pages.frame import path_of
from generator.pages.portal import Download, Portal
from generator.text.words import Words

Thing = Mapping[str, object]

_WHOLE = frozenset({"zip", "json"})
"""Formats in which a package is described and packed; files of single tables are in the catalogue of the data."""
_FORMATS = {"zip": "application/zip", "json": "application/json", "csv": "text/csv"}


def organisation_of(portal: Portal, words: Words) -> Thing:
    """Return who publishes the site."""
    programme = portal.programme
    return {
        "@type": "Organization",
        "@id": _publisher(portal)["@id"],
        "name": words.join(programme["operators"]),
        "url": _absolute(portal, words, ""),
        "email": programme["contact"],
        "description": words.pick(programme["summary"]),
    }


def place_of(portal: Portal, words: Words, row: Mapping[str, Any]) -> Thing:
    """Return where a factory is (`row` of `Facts.factories`); without coordinates, where none are published."""
    located = row["latitude"] is not None and row["longitude"] is not None
    address = {
        "@type": "PostalAddress",
        "streetAddress": row["address"],
        "addressRegion": row["subdivision"],
        "addressCountry": row["country"],
    }
    return _without_gaps(
        {
            "@type": "Place",
            "name": row["name"],
            "alternateName": [*([row["local_name"]] if row["local_name"] else []), *(row["former_names"] or [])],
            "identifier": [
                {"@type": "PropertyValue", "propertyID": name, "value": row[key]}
                for name, key in (("Seamline", "factory"), ("OS ID", "os_id"))
                if row[key]
            ],
            "url": _absolute(portal, words, f"factories/{row['factory'].lower()}/"),
            "address": _without_gaps(address),
            "geo": _coordinates(row) if located else None,
            "disambiguatingDescription": _notice(portal, words),
        }
    )


def data_catalogue_of(portal: Portal, words: Words) -> Thing:
    """Return the catalogue of the data with each package."""
    return {
        "@type": "DataCatalog",
        "@id": _catalogue(portal)["@id"],
        "name": words.pick(portal.programme["name"]),
        "description": words.pick(portal.programme["summary"]),
        "url": _absolute(portal, words, "downloads/"),
        "license": portal.licence[1],
        "publisher": organisation_of(portal, words),
        "dataset": [_package(portal, words, each) for each in publications_of(portal)],
    }


def indicator_data_of(portal: Portal, words: Words, row: Mapping[str, Any], file: str) -> Thing:
    """Return the data of an indicator (`row` of its table); `file` is the address of its values as CSV."""
    source = portal.sources.get(row["source"])
    years = _years(portal, row["indicator"])
    return _without_gaps(
        {
            "@type": "Dataset",
            "name": words.pick(row["title"]),
            "description": words.pick(row["definition"]),
            "url": _absolute(portal, words, f"indicators/{row['indicator']}/"),
            "license": portal.licence[1],
            "creator": {"@type": "Organization", "name": source["publisher"]} if source else None,
            "publisher": _publisher(portal),
            "isBasedOn": source and source["url"],
            "measurementTechnique": words.pick(row["method"]),
            "variableMeasured": words.pick(row["unit"]),
            "temporalCoverage": f"{years[0]}/{years[-1]}" if years else None,
            "isAccessibleForFree": True,
            "includedInDataCatalog": _catalogue(portal),
            "distribution": [_download(portal.settings.address, file, "csv")] if years else None,
        }
    )


def _package(portal: Portal, words: Words, each: Publication) -> Thing:
    files = [file for file in each.files if not file.table and file.format in _WHOLE]
    countries = portal.facts.published("countries")["country"].sort()
    return _without_gaps(
        {
            "@type": "Dataset",
            "name": each.title,
            "description": each.description,
            "url": f"{_absolute(portal, words, 'downloads/')}#{each.name}",
            "identifier": f"{portal.settings.address}/data/{each.name}/datapackage.json",
            "version": each.version,
            "dateModified": each.modified,
            "license": list(each.licences) or [portal.licence[1]],
            "creator": [{"@type": "Organization", "name": name} for name in each.creators],
            "publisher": _publisher(portal),
            "keywords": list(each.keywords),
            "temporalCoverage": f"{each.begins}/{each.ends}" if each.begins else None,
            "spatialCoverage": [{"@type": "Place", "name": words.country(code)} for code in countries],
            "isAccessibleForFree": True,
            "includedInDataCatalog": _catalogue(portal),
            "distribution": [_file(portal, file) for file in files],
        }
    )


def _years(portal: Portal, indicator: str) -> list[str]:
    """Return the years of the values of an indicator, in order; none where it has none."""
    if "observations" not in portal.data:
        return []
    own = portal.facts.published("observations").filter(pl.col("indicator") == indicator)
    return own["period"].str.slice(0, 4).unique().sort().to_list()


def _file(portal: Portal, file: Download) -> Thing:
    sized = {"contentSize": f"{file.size_bytes} B", "sha256": file.sha256}
    return {**_download(portal.settings.address, file.address, file.format), **sized}


def _download(base: str, address: str, kind: str) -> Thing:
    return {"@type": "DataDownload", "contentUrl": f"{base}/{address}", "encodingFormat": _FORMATS[kind]}


def _publisher(portal: Portal) -> Thing:
    return {"@id": f"{portal.settings.address}/#publisher"}


def _catalogue(portal: Portal) -> Thing:
    return {"@id": f"{portal.settings.address}/downloads/#catalogue"}


def _coordinates(row: Mapping[str, Any]) -> Thing:
    return {"@type": "GeoCoordinates", "latitude": row["latitude"], "longitude": row["longitude"]}


def _notice(portal: Portal, words: Words) -> str | None:
    """Return what keeps an invented factory from being taken for a real one."""
    if not portal.programme["demonstration"]:
        return None
    return words.say("This is a demonstration and not an official site. Factories, buyers and findings are invented.")


def _absolute(portal: Portal, words: Words, address: str) -> str:
    return f"{portal.settings.address}/{path_of(portal, words.language, address)}"


def _without_gaps(thing: Mapping[str, object]) -> Thing:
    """Return `thing` without what is not known: schema.org has no null."""

    def known(value: object) -> bool:
        return value is not None and not (isinstance(value, Sequence) and not value)

    return {name: value for name, value in thing.items() if known(value)}
