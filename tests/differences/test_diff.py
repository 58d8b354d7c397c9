"""The command `diff`: over folders and revisions, with pages, and in one sentence where it cannot."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.checks.datasets import write_dataset
from tests.differences.sides import edited
from tests.test_cli import STRIKE, Seamline, small
from tests.test_cli import seamline as _seamline

seamline = _seamline
"""The command, as in the tests of the command line."""
WOMEN = edited("workforce", ("1000,800,200", "1010,810,200"))


def committed(root: Path) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (
        ["init", "--quiet", "-b", "main"],
        ["add", "data", "content"],
        ["commit", "--quiet", "-m", "start"],
    ):
        subprocess.run([*git, *command], cwd=root, check=True)


def text(root: Path, name: str, words: str = "Hello.") -> None:
    head = f"Title: {name.capitalize()}\nSlug: {name}\nLang: en\nSummary: S.\n"
    (root / "content" / f"{name}.md").write_text(f"{head}\n{words}\n", "utf-8")


def test_the_files_here_are_compared_with_a_revision(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    text(tmp_path, "about")
    committed(tmp_path)
    small(tmp_path, **WOMEN)
    text(tmp_path, "about", "Hello again.")
    text(tmp_path, "news")
    code, out, err = seamline("diff", "main")
    assert (code, err) == (0, "")
    assert "from main (data of 2025-12-31) to the files here (data of 2025-12-31):" in out
    assert "    workforce KH-0001 2025-03-01: women 800 → 810; workers 1000 → 1010\n" in out
    assert "    content about en: paragraph 1 Hello. → Hello again.\n" in out
    assert "  Pages: 1 new, " in out
    assert "  new:\n    /news/  News\n" in out
    changed = out.partition("  changed:\n")[2]
    assert "    /about/  About\n" in changed
    assert "    /factories/kh-0001/  Lotus Garment\n" in changed
    assert "kh-0002" not in out
    assert not (tmp_path / "output").exists()


def test_two_folders_and_two_revisions_give_the_same(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    committed(tmp_path)
    write_dataset(tmp_path / "old" / "data", {"indicators": None, "observations": None, "claims": None})
    small(tmp_path, **WOMEN)
    committed(tmp_path)
    results = []
    for names in (["HEAD~1", "HEAD"], ["old", "."], ["old/data", "data"], ["HEAD~1"]):
        code, out, _ = seamline("diff", *names, "--no-pages", "--format", "json")
        content = json.loads(out)
        assert (code, content["pages"]) == (0, None)
        results.append({name: content[name] for name in ("groups", "findings", "withheld")})
    assert results[0]["groups"]
    assert all(each == results[0] for each in results)


def test_a_folder_of_data_alone_says_nothing_of_texts(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    text(tmp_path, "about")
    committed(tmp_path)
    for names in (["main", "data"], ["data", "main"], ["data"]):
        assert seamline("diff", *names)[1].startswith("The public would see no change"), names


def test_the_other_forms(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    committed(tmp_path)
    code, out, _ = seamline("diff", "main", "--no-pages", "--format", "markdown")
    assert code == 0
    assert out.startswith("<!-- seamline diff -->\n## The public would see no change\n")
    assert seamline("diff", "main", "--no-pages")[1].startswith("The public would see no change, from main")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["no-such"], 4, "There is no folder and no revision 'no-such'."),
        (["main", "no-such"], 4, "There is no folder and no revision 'no-such'."),
        (["main", "content"], 4, "The folder content has no data packages"),
        (["main"], 2, "The data of the files here have errors (1), so nothing of them would be published."),
        (["."], 2, "The data of . have errors (1), so nothing of them would be published."),
        (["main", "--settings", "no.py"], 4, "There is no no.py: run where it lies"),
        ([], 4, "Missing argument 'base'"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(
    seamline: Seamline, tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    small(tmp_path)
    committed(tmp_path)
    small(tmp_path, strikes=STRIKE)
    ended, out, err = seamline("diff", *arguments)
    assert (ended, out) == (code, "")
    assert err.startswith(f"seamline: {said}")
    assert len(err.splitlines()) == 1
