"""Shows that any text survives in a feed as it is, and that what XML cannot hold breaks none."""

from __future__ import annotations

from datetime import date

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from generator.feeds.atom import Channel, Entry, Imprint, atom_of
from tests.feeds.atom import faults, told

ADDRESS = "https://portal.example/sub"
DAY = date(2026, 11, 2)


def feed(*entries: Entry, title: str = "All changes", programme: str = "tiny") -> bytes:
    imprint = Imprint(programme, "km", "The programme", "CC-BY-4.0", f"{ADDRESS}/km/")
    return atom_of(imprint, Channel(title, "", "feeds/changes.xml", "changes/", DAY), entries)


def entry(title: str = "A title", summary: str = "", key: str = "1", on: date = DAY) -> Entry:
    return Entry("reply", key, on, on, title, "factories/kh-0001/#replies", summary, "ar")


def as_xml_keeps_it(text: str) -> str:
    """Return a text without the characters that no XML document may hold, and with unpaired surrogates marked."""
    kept = "".join(char for char in text if char >= " " or char in "\t\n")
    kept = kept.replace("\ufffe", "").replace("\uffff", "")
    return "".join("?" if "\ud800" <= char <= "\udfff" else char for char in kept)


@given(title=st.text(st.characters(codec=None), min_size=1), summary=st.text(st.characters(codec=None)))
def test_any_text_survives_as_plain_text(title: str, summary: str) -> None:
    content = feed(entry("t" + title, summary))
    (read,) = told(content)
    assert (read.title, read.summary) == ("t" + as_xml_keeps_it(title), as_xml_keeps_it(summary))
    assert faults(content, ADDRESS) == []


def test_markup_is_shown_by_a_reader_and_not_obeyed() -> None:
    hostile = '</summary></entry><entry>]]><script src="x">&amp; <b>bold</b>'
    parsed = feedparser.parse(feed(entry(hostile, hostile)))
    assert not parsed.bozo
    assert [each.summary_detail.type for each in parsed.entries] == ["text/plain"]
    assert [(each.title, each.summary) for each in parsed.entries] == [(hostile, hostile)]


def test_a_feed_without_entries_reads_no_clock() -> None:
    assert feedparser.parse(feed()).feed.updated == "2026-11-02T00:00:00Z"


def test_an_id_depends_on_the_programme_the_language_and_the_event_alone() -> None:
    (one,) = told(feed(entry(key="1")))
    assert told(feed(entry("Another title", "and text", key="1"), title="Another feed"))[0].id == one.id
    assert told(feed(entry(key="2")))[0].id != one.id
    assert told(feed(entry(key="1"), programme="another"))[0].id != one.id
    elsewhere = Imprint("tiny", "km", "The programme", "CC-BY-4.0", "https://moved.example/")
    channel = Channel("All changes", "", "feeds/changes.xml", "changes/", DAY)
    assert told(atom_of(elsewhere, channel, [entry(key="1")]))[0].id == one.id


def test_a_feed_is_as_new_as_its_newest_entry_wherever_that_stands() -> None:
    days = [date(2026, 1, 5), date(2026, 10, 1), date(2025, 12, 31)]
    parsed = feedparser.parse(feed(*(entry(key=str(day), on=day) for day in days)))
    assert parsed.feed.updated == "2026-10-01T00:00:00Z"
