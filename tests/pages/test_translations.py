"""Shows that every text which counts as translatable is shown in the language of the page where it is translated."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.feeds import files
from generator.pages import profiles_of, views_of
from generator.pages.portal import Edition, Editions, Portal, Served
from generator.pages.translation import PROSE
from tests.pages.portals import portal, rendered

KH = "KH-0001,Lotus Garment,Street 271,KH,{status},2025-06-01,{reason},2010-01-01\n"
TABLES = {
    "factories": "factory,name,address,country,status,status_on,status_reason,joined_on\n"
    + KH.format(status="suspended", reason="Orders ended")
    + "HT-0001,Couture Soleil,Route,HT,active,,,2012-01-01\n",
    "questions": "question,version,point,text,noncompliant_answer,kind,legal_basis,valid_from\n"
    "1.1.1,1,child-labourers,Are workers too young?,yes,scored,convention,2001-01-01\n"
    "7.8.3,2,emergency-preparedness,Is an exit locked?,yes,scored,national-law,2001-01-01\n",
    "assessments": "assessment,factory,cycle,started_on,ended_on,form,published_on,questions_scored,coverage,"
    "gap_reason\n"
    "KH-0001-2,KH-0001,2,2025-03-01,2025-03-02,full,2025-06-01,2,all-answers,No visits that year\n",
    "findings": "assessment,question,question_version,result,not_assessed_reason\n"
    "KH-0001-2,7.8.3,2,non-compliant,\nKH-0001-2,1.1.1,1,compliant,\n",
    "countries": "country,programme_name,joined_on,local_language,caveat\n"
    "KH,Better Kampuchea,2001-01-01,km,Few visits\n",
    "observations": "indicator,area,period,sex,category,value,qualifier,status,breaks_series,source,note\n"
    "employment,KH,2000,total,total,100000,exact,final,false,brochure,A rough count\n",
    "evaluations": "course,year,respondents,question,result,share,method,source\n"
    "supervisory-skills,2020,40,Output,Rose,0.5,By telephone,brochure\n",
    "statements": "statement,person,office,organisation,text,language,source\n"
    "thanks,A. Person,Minister,Ministry of Labour,Thank you.,en,brochure\n",
    "acknowledgements": "acknowledged_on,code,table,field,rows,reason\n"
    "2025-02-01,rows-lost,strikes,all,3,They were twice\n",
    "addresses": "address,moved_to,since,reason\n/old/,,2025-01-01,Nobody read it\n",
    "releases": "package,version,released_on,summary,earlier_kept,withdrawn_on,withdrawal_reason\n"
    "tool,1.0.0,2025-12-31,First release,Nobody is named in them,2025-12-31,A wrong file\n",
    "strikes": "factory,started_on,days,lawful,reason\nKH-0001,2013-12-24,5,,Minimum wage\n",
    "corrections": "corrected_on,table,key,field,old,new,reason\n"
    "2025-08-01,findings,KH-0001-2 7.8.3,result,compliant,non-compliant,Typing mistake\n",
    "appeals": None,
    "improvements": None,
    "responses": None,
}


def translated(root: Path) -> tuple[Portal, dict[tuple[str, str], str]]:
    """Return a portal in which one text of each field is translated into French, and the translations."""
    plain = portal(root / "plain", **TABLES)
    said: dict[tuple[str, str], str] = {}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["table", "key", "field", "language", "text"])
    for table, fields in PROSE.items():
        rows = plain.facts.published(table).to_dicts()
        keys = plain.data.table(table).schema.primary_key
        for field in fields:
            row = next(row for row in reversed(rows) if row[field])
            said[table, field] = f"Traduit : {table} {field}"
            writer.writerow([table, " ".join(str(row[key]) for key in keys), field, "fr", said[table, field]])
    made = portal(root / "french", **TABLES, translations=out.getvalue())
    return replace(made, editions=Editions((Edition("tool", "1.0.0", Served.WITHDRAWN),))), said


def pages(made: Portal) -> Iterator[str]:
    words = made.words("fr")
    for view in (*views_of(made, words), *profiles_of(made, words, ["KH-0001"])):
        yield rendered(made, view, "fr")


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> tuple[Portal, dict[tuple[str, str], str]]:
    return translated(tmp_path_factory.mktemp("portals"))


def test_every_translation_is_shown(french: tuple[Portal, dict[tuple[str, str], str]]) -> None:
    made, said = french
    site = "\n".join(pages(made))
    assert {field for field, text in said.items() if text not in site} == set()


def test_the_newest_changes_and_the_profile_show_translations_too(
    french: tuple[Portal, dict[tuple[str, str], str]],
) -> None:
    made, said = french
    home = next(view for view in views_of(made, made.words("fr")) if view.template == "home")
    for field in (("corrections", "reason"), ("releases", "summary")):
        assert said[field] in rendered(made, home, "fr")
    (profile,) = (rendered(made, view, "fr") for view in profiles_of(made, made.words("fr"), ["KH-0001"]))
    for field in (("questions", "text"), ("factories", "status_reason"), ("corrections", "reason")):
        assert said[field] in profile


def test_feeds_tell_a_reason_in_the_language_of_the_reader(
    french: tuple[Portal, dict[tuple[str, str], str]],
) -> None:
    made, said = french
    feed = next(file.content.decode() for file in files(made) if file.address == "fr/feeds/changes.xml")
    assert said["factories", "status_reason"] in feed
