"""Owns how events are told in one language: title, link and sentences of an entry for each kind of event.

Does not own which events there are (`happenings`) or how a feed is written (`atom`). A row is that of the frame of its
kind, with the `key` and the day (`on`) of the event.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.feeds.atom import Entry
from generator.feeds.findings import changed_text, found_text
from generator.feeds.names import Names
from generator.pages.cells import correction_of
from generator.pages.labels import label
from generator.pages.portal import Portal
from generator.text.words import Text, Words

Row = Mapping[str, Any]


class Teller:
    """Tells what happened, in the language of `words`."""

    def __init__(self, portal: Portal, words: Words) -> None:
        """Prepare for the portal."""
        self._portal = portal
        self._words = words
        self._names = Names(portal, words)
        self._kinds: Mapping[str, Callable[[Row], Entry]] = {
            "assessment": self._assessment,
            "verification": self._verification,
            "reply": self._reply,
            "appeal": self._appeal,
            "correction": self._correction,
            "status": self._status,
            "joined": self._joined,
            "release": self._release,
            "session": self._session,
        }

    def told(self, kind: str, row: Row) -> Entry:
        """Return the entry of an event."""
        return self._kinds[kind](row)

    def told_of(self, point: str, kind: str, row: Row) -> Entry:
        """Return the entry of an event, telling of those of its questions alone that belong to a compliance point."""
        lists = {"assessment": ("raised", "returned", "ended"), "verification": ("questions",)}.get(kind, ())
        if not lists:
            return self.told(kind, row)
        own = {name: [each for each in row[name] if self._names.points[each] == point] for name in lists}
        narrowed = {**row, **own, "key": f"{row['key']} {point}"}
        return self._finding(narrowed) if kind == "assessment" else self._verification(narrowed)

    def _assessment(self, row: Row) -> Entry:
        words = self._words
        event = words.say("Assessment of cycle {cycle} published", cycle=words.number(row["cycle"]))
        changed = changed_text(words, self._names, row["raised"], row["returned"], row["ended"])
        return self._at_factory("assessment", row, event, "assessments", *found_text(words, row), *changed)

    def _finding(self, row: Row) -> Entry:
        """Tell what an assessment changed on one compliance point."""
        words = self._words
        events = {
            "raised": words.say("Found"),
            "returned": words.say("Found again"),
            "ended": words.say("No longer found"),
        }
        event = " · ".join(said for name, said in events.items() if row[name])
        first = next(number for name in events for number in row[name])
        visit = words.say("Cycle {cycle}, {day}.", cycle=words.number(row["cycle"]), day=words.date(row["started_on"]))
        changed = changed_text(words, self._names, row["raised"], row["returned"], row["ended"])
        return self._at_factory("finding", row, event, _place_of(first), visit, *changed)

    def _verification(self, row: Row) -> Entry:
        words = self._words
        told = words.say(
            "The programme verified on {day} that this was put right: {questions}.",
            day=words.date(row["verified_on"]),
            questions=self._names.questions(row["questions"]),
        )
        event = label(words, "verified_status", "completed")
        return self._at_factory("verification", row, event, _place_of(row["questions"][0]), told)

    def _reply(self, row: Row) -> Entry:
        words, number, cycle = self._words, row["question"], self._words.number(row["cycle"])
        event = (
            words.say(
                "Reply of the factory on question {number} (cycle {cycle}), not verified", number=number, cycle=cycle
            )
            if number
            else words.say("Reply of the factory to the assessment of cycle {cycle}, not verified", cycle=cycle)
        )
        return self._at_factory("reply", row, event, "replies", words.foreign(row["text"], row["language"]))

    def _appeal(self, row: Row) -> Entry:
        words, outcome = self._words, label(self._words, "appeal", row["outcome"])
        told = words.say(
            "{outcome}: filed on {filed}, decided on {decided}, about cycle {cycle}.",
            outcome=outcome,
            filed=words.date(row["filed_on"]),
            decided=words.date(row["decided_on"]),
            cycle=words.number(row["cycle"]),
        )
        about = f"{self._names.questions([row['question']])}."
        upheld = [words.say("The finding was wrong and counts in no figure.")] if row["outcome"] == "upheld" else []
        return self._at_factory("appeal", row, outcome, "appeals", about, told, *upheld)

    def _status(self, row: Row) -> Entry:
        since = self._words.say("Since {day}.", day=self._words.date(row["on"]))
        reason = self._portal.text_of(self._words, "factories", row, "status_reason")
        told = [since, reason] if reason else [since]
        return self._at_factory("status", row, label(self._words, "status", row["status"]), "", *told)

    def _joined(self, row: Row) -> Entry:
        since = self._words.say("Since {day}.", day=self._words.date(row["on"]))
        return self._at_factory("joined", row, self._words.say("Joined the programme"), "factory", since)

    def _correction(self, row: Row) -> Entry:
        words, said = self._words, correction_of(self._portal, self._words, {**row, "key": row["of"]})
        told = words.say("{table}, {field}: from {old} to {new}.", **said._asdict())
        factory = self._names.factories.get(row["factory"])
        title = self._titled(factory or f"{said.table}, {self._names.apart(said.key)}", words.say("Correction"))
        place = f"changes/#corrections-{row['on'].isoformat()}"
        return _entry("correction", row, title, place, told, said.reason)

    def _release(self, row: Row) -> Entry:
        words = self._words
        packages = [f"{package} {version}" for package, version in zip(row["packages"], row["versions"], strict=True)]
        told = [
            f"{self._names.apart(package)}. {words.data('releases', package, 'summary', summary)}"
            for package, summary in zip(packages, row["summaries"], strict=True)
        ]
        title = words.say("New data: {packages}", packages=words.join(map(self._names.apart, packages)))
        return _entry("release", row, title, f"changes/#released-{row['on'].isoformat()}", *told)

    def _session(self, row: Row) -> Entry:
        words = self._words
        course = words.pick(self._portal.rows("courses")[row["course"]]["title"])
        status = label(words, "session_status", row["status"])
        told = words.say(
            "{place}, {country}. Language: {language}. {status}.",
            place=self._names.apart(row["place"]),
            country=words.country(row["held_in"]),
            language=words.language_name(row["language"]),
            status=status,
        )
        days = (words.date(row["starts_on"]), words.date(row["ends_on"]))
        dates = days[0] if days[0] == days[1] else words.say("{first} to {last}", first=days[0], last=days[1])
        return _entry("session", row, self._titled(course, dates), f"sessions/{row['session']}/", told)

    def _at_factory(self, kind: str, row: Row, event: str, place: str, *sentences: str) -> Entry:
        """Return an entry about a factory, that leads to a `place` of its profile."""
        title = self._titled(self._names.factories[row["factory"]], event)
        address = f"factories/{row['factory'].lower()}/" + (f"#{place}" if place else "")
        return _entry(kind, row, title, address, *sentences)

    def _titled(self, name: str, event: str) -> str:
        return self._words.say("{name}: {event}", name=name, event=event)


def _entry(kind: str, row: Row, title: str, address: str, *sentences: str) -> Entry:
    """Return an entry; its summary is in the language of its one sentence, if that is another than the page's."""
    alone = sentences[0] if len(sentences) == 1 else ""
    language = alone.language if isinstance(alone, Text) else ""
    first_on = row.get("first_on", row["on"])
    return Entry(kind, row["key"], first_on, row["on"], title, address, " ".join(sentences), language)


def _place_of(question: str) -> str:
    """Return the place of a question on a profile."""
    return f"question-{question.replace('.', '-')}"
