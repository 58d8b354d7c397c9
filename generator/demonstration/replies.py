"""Owns replies of factories to what was found, in the languages they write. Does not own whether a reply is true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from generator.demonstration.calendar import TODAY
from generator.demonstration.dice import Dice
from generator.demonstration.factories import Factory
from generator.demonstration.lexicon import words_of
from generator.demonstration.results import Answers

_LANGUAGES = {
    "KH": (("km", 0.4), ("en", 0.6)),
    "VN": (("vi", 0.5), ("en", 0.5)),
    "BD": (("bn", 0.4), ("en", 0.6)),
    "JO": (("ar", 0.6), ("en", 0.4)),
    "HT": (("fr", 0.7), ("en", 0.3)),
    "ID": (("en", 1.0),),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """A row of `responses`, in the order of its columns."""

    response: str
    factory: str
    assessment: str
    question: str
    language: str
    text: str
    received_on: date
    published_on: date
    moderated: bool


def replies_of(factory: Factory, published: list[Answers], clusters: dict[str, str], dice: Dice) -> list[Reply]:
    """Return the replies of a factory: to some visits that found something, often to a single finding."""
    replies = []
    for answers in published:
        found = [question for _, question in answers.found()]
        if found and dice.chance(0.3):
            question = dice.pick(found) if dice.chance(0.7) else None
            topics = (question.key, clusters[question.point]) if question else ("general",)
            reply = _reply(factory, answers, question.key if question else "", topics, dice)
            replies.extend([reply] if reply else [])
    return replies


def _reply(factory: Factory, answers: Answers, question: str, topics: tuple[str, ...], dice: Dice) -> Reply | None:
    visit = answers.visit
    language = dice.weigh(_LANGUAGES[factory.country])
    texts = _texts(topics, language)
    if not texts or visit.published_on is None:
        return None
    received = dice.after(visit.reported_on, 12, 90)
    published = max(visit.published_on, received + timedelta(days=dice.between(5, 20)))
    if published > TODAY:
        return None
    assessment = visit.assessment
    return Reply(
        f"{assessment.lower()}-1",
        factory.factory,
        assessment,
        question,
        language,
        dice.pick(texts),
        received,
        published,
        dice.chance(0.08),
    )


def _texts(topics: tuple[str, ...], language: str) -> list[str]:
    """Return what factories write in `language` about the first of `topics` on which they write in it at all."""
    for topic in topics:
        texts = [row["text"] for row in words_of("replies", "topic", topic) if row["language"] == language]
        if texts:
            return texts
    return []
