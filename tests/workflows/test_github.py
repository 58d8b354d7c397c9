"""Runs the steps of every workflow of GitHub as they stand in their files, but for the step that installs."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.outputs.staging import MARKER
from generator.publishing.ledger import LEDGER
from tests.publishing import s3_host
from tests.workflows.portals import FACTORIES, ROOT, commit, git, portal, replaced
from tests.workflows.runner import NOT_RUN, Runner, Step

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PULLS: list[dict[str, Any]] = [
    {"number": 3, "head": {"label": "someone:fix", "sha": "of an older push"}},
    {"number": 4, "head": {"label": "someone:fix", "sha": ""}},
    {"number": 5, "head": {"label": "another:fix", "sha": ""}},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("github")


@pytest.fixture(scope="module")
def runner(folder: Path) -> Runner:
    context = {"github.repository": "owner/portal", "github.token": "a token", "github.event.workflow_run.id": "17"}
    return Runner(portal(folder / "clone"), folder / "host", context)


@pytest.fixture(scope="module")
def changed(runner: Runner) -> Iterator[Runner]:
    """A pull request that changes a name, checked."""
    replaced(runner.clone, FACTORIES, "Lotus Garment", "Lotus & <b>Garment</b> @all")
    runner.context["github.sha"] = commit(runner.clone, "change")
    assert runner.run("check.yml", "check"), runner.steps
    yield runner
    git(runner.clone, "reset", "--quiet", "--hard", "HEAD~1")


def said(steps: list[Step], name: str) -> str:
    (found,) = (step.said for step in steps if step.name == name)
    return found


def comments(runner: Runner) -> list[str]:
    found = json.loads((runner.host / "github.json").read_text("utf-8"))["comments"]
    assert set(found) <= {"4"}
    return [comment["body"] for comment in found.get("4", [])]


def commented(runner: Runner) -> list[str]:
    """Run the workflow that comments, after the push of the commit that was checked."""
    sha = runner.context["github.sha"]
    event = {"event": "pull_request", "conclusion": "success", "head_sha": sha, "head_branch": "fix"}
    runner.context |= {f"github.event.workflow_run.{name}": value for name, value in event.items()}
    runner.context["github.event.workflow_run.head_repository.owner.login"] = "someone"
    state = runner.host / "github.json"
    known = json.loads(state.read_text("utf-8")) if state.exists() else {"comments": {}}
    pulls = [{**each, "head": {**each["head"], "sha": each["head"]["sha"] or sha}} for each in PULLS]
    state.write_text(json.dumps({**known, "pulls": pulls}), "utf-8")
    assert runner.run("comment.yml", "comment"), runner.steps
    return comments(runner)


def test_a_change_is_checked_and_shown_in_a_preview(changed: Runner) -> None:
    assert [step.name for step in changed.steps if step.code is None] == [NOT_RUN]
    assert "no problems" in changed.summary.lower()
    preview = changed.host / "artifacts" / "preview"
    assert (preview / MARKER).is_file()
    assert "Lotus &amp; &lt;b&gt;Garment" in (preview / "factories" / "kh-0001" / "index.html").read_text("utf-8")


def test_comments_are_written_once_and_renewed(changed: Runner, tmp_path: Path) -> None:
    review = changed.host / "artifacts" / "review"
    written = [(review / f"{kind}.md").read_text("utf-8") for kind in ("check", "diff")]
    assert commented(changed) == written, "what our program says goes through unchanged"
    assert written[0].startswith("<!-- seamline check -->\n")
    assert "Lotus" in written[1]
    (review / "check.md").write_text(
        "<!-- seamline check -->\nLook, @everyone: ![](https://evil.example/x.png)", "utf-8"
    )
    (review / "diff.md").unlink()
    (tmp_path / "secret").write_text("<!-- seamline diff -->\na secret of the runner", "utf-8")
    (review / "diff.md").symlink_to(tmp_path / "secret")
    renewed = commented(changed)
    assert len(renewed) == 2
    assert "@everyone" not in renewed[0]
    assert "https://" not in renewed[0]


def test_a_pull_request_that_is_gone_gets_no_comment(changed: Runner) -> None:
    changed.context["github.sha"], sha = "f" * 40, changed.context["github.sha"]
    before = comments(changed) if (changed.host / "github.json").exists() else []
    for each in PULLS:
        each["head"]["sha"] = "of another push"
    assert commented(changed) == before
    assert {step.code for step in changed.steps[2:]} == {None}
    changed.context["github.sha"] = sha


def test_data_with_errors_fail_and_say_where(runner: Runner, changed: Runner) -> None:
    replaced(runner.clone, FACTORIES, ",KH,,,,,active", ",XX,,,,,active")
    runner.context["github.sha"] = commit(runner.clone, "break")
    green = runner.run("check.yml", "check")
    git(runner.clone, "reset", "--quiet", "--hard", "HEAD~1")
    assert not green
    codes = {step.name: step.code for step in runner.steps}
    assert codes["Check the data"] == 2
    assert codes["Write the comments"] == codes["Hand over the comments"] == 0
    assert codes["Build the preview"] is codes["Hand over the preview"] is None
    assert "::error file=data/compliance/factories.csv,line=2" in said(changed.steps, "Check the data")
    review = runner.host / "artifacts" / "review"
    assert "2 errors, 2 errors new" in (review / "check.md").read_text("utf-8")
    assert (review / "diff.md").read_text("utf-8") == ""


def test_what_a_build_refuses_is_said_in_the_comment(changed: Runner) -> None:
    (changed.clone / "urls.lock").write_text("/nowhere/\n", "utf-8")
    changed.context["github.sha"] = commit(changed.clone, "promise")
    green = changed.run("check.yml", "check")
    git(changed.clone, "reset", "--quiet", "--hard", "HEAD~1")
    codes = {step.name: step.code for step in changed.steps}
    assert not green
    assert (codes["Check the data"], codes["Build the preview"], codes["Hand over the comments"]) == (0, 2, 0)
    assert codes["Hand over the preview"] is None
    told = (changed.host / "artifacts" / "review" / "check.md").read_text("utf-8")
    refusal = told.partition("\n**The site was not built:**\n\n")[2].splitlines()
    assert refusal[0].startswith("    seamline: Published addresses that would lead nowhere: 1")
    assert "      urls.lock:1: /nowhere/" in refusal
    assert all(line.startswith("    ") for line in refusal)


@pytest.mark.parametrize(("workflow", "job"), [("check.yml", "check"), ("publish.yml", "build")])
def test_a_build_has_the_tags_of_all_releases(workflow: str, job: str) -> None:
    steps = yaml.safe_load((ROOT / ".github" / "workflows" / workflow).read_text("utf-8"))["jobs"][job]["steps"]
    assert [each["with"]["fetch-depth"] for each in steps if "checkout" in each.get("uses", "")] == [0]


@pytest.fixture(scope="module")
def built(runner: Runner) -> Runner:
    runner.context |= {"github.ref": "refs/heads/main", "github.event.repository.default_branch": "main"}
    assert runner.run("publish.yml", "build"), runner.steps
    assert {step.name for step in runner.steps} > {"Build", "Hand over the site"}
    return runner


@pytest.mark.parametrize("ref", ["refs/heads/fix", "refs/heads/main/fix", "refs/tags/main", ""])
def test_only_the_default_branch_is_published(runner: Runner, ref: str) -> None:
    """By hand it can be started from any branch or tag; every other job needs the one that builds."""
    runner.context |= {"github.ref": ref, "github.event.repository.default_branch": "main"}
    assert runner.run("publish.yml", "build")
    assert runner.steps == []
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text("utf-8"))["jobs"]
    assert {name for name, job in jobs.items() if job.get("needs") != "build"} == {"build"}
    conditions = " ".join(job["if"] for job in jobs.values())
    assert not re.search(r"always\(|cancelled\(|failure\(", conditions), "such a job runs though the one before did not"


def site_of(runner: Runner) -> set[str]:
    place = runner.host / "pages"
    return {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}


def test_to_github_pages_unless_something_else_is_said(built: Runner) -> None:
    built.context["vars.PUBLISH_TO"] = "bucket"
    assert built.run("publish.yml", "github-pages")
    assert built.steps == []
    for built.context["vars.PUBLISH_TO"] in ("", "github-pages"):
        assert built.run("publish.yml", "github-pages")
        assert {MARKER, ".nojekyll", "index.html", "sitemap.xml"} <= site_of(built)


def to_netlify(built: Runner, **host: Any) -> tuple[bool, str, list[dict[str, Any]]]:
    """Run the job against a host that behaves so; return whether it is green, what it said, and what was asked."""
    state: dict[str, Any] = {"states": ["uploaded", "processing", "ready"], "asked": [], **host}
    (built.host / "netlify.json").write_text(json.dumps(state), "utf-8")
    built.context |= {
        "vars.PUBLISH_TO": "netlify",
        "vars.NETLIFY_SITE_ID": "a-site",
        "secrets.NETLIFY_AUTH_TOKEN": "s3cret",
    }
    green = built.run("publish.yml", "netlify")
    asked = json.loads((built.host / "netlify.json").read_text("utf-8"))["asked"]
    return green, built.steps[-1].said, asked


def test_to_netlify(built: Runner) -> None:
    green, text, asked = to_netlify(built)
    assert green, text
    addresses = [each["arguments"][-1].removeprefix("https://api.netlify.com/api/v1/") for each in asked]
    assert addresses == ["sites/a-site/deploys", *["deploys/a-deploy"] * 3, "sites/a-site/files"]
    assert {each["settings"] for each in asked} == {'header = "Authorization: Bearer s3cret"\n'}
    assert not any("s3cret" in word for each in asked for word in each["arguments"]), (
        "others on the machine see arguments"
    )
    with zipfile.ZipFile(built.host / "sent.zip") as sent:
        assert {MARKER, "_headers", "index.html", "theme/css/main.css"} <= {*sent.namelist()}


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ({"refuses": True}, "returned error: 401"),
        ({"states": ["processing", "error"]}, "::error::Netlify has the site, but its state is error: look at"),
        ({"states": ["processing"]}, "::error::Netlify has the site, but its state is processing: look at"),
        (
            {"other": "index.html"},
            "::error::Readers do not have this site: index.html is not at Netlify as it is here. Is",
        ),
        ({"other": "theme/css/main.css"}, "Readers do not have this site: theme/css/main.css is not at"),
        ({"lacks": "index.html"}, "::error::Readers do not have this site: index.html is not"),
    ],
)
def test_what_readers_do_not_get_at_netlify_is_no_success(built: Runner, host: dict[str, Any], said: str) -> None:
    green, found, asked = to_netlify(built, **host)
    assert not green
    assert said in found
    assert "Traceback" not in found
    assert len(asked) <= 5 + 1, "it does not wait for ever"


def test_to_cloudflare_pages(built: Runner) -> None:
    built.context |= {"vars.PUBLISH_TO": "cloudflare-pages", "vars.CLOUDFLARE_PROJECT": "portal"}
    built.context |= {"vars.CLOUDFLARE_ACCOUNT_ID": "an-account", "secrets.CLOUDFLARE_API_TOKEN": "s3cret"}
    assert built.run("publish.yml", "cloudflare-pages"), built.steps
    asked = json.loads((built.host / "npx.json").read_text("utf-8"))
    assert asked["arguments"][2:] == ["pages", "deploy", "output", "--project-name", "portal", "--branch", "main"]
    assert asked["environment"] == {"CLOUDFLARE_ACCOUNT_ID": "an-account", "CLOUDFLARE_API_TOKEN": "s3cret"}


def test_to_a_bucket(built: Runner, tmp_path: Path) -> None:
    place = tmp_path / "buckets" / "portal"
    place.mkdir(parents=True)
    with s3_host.running(place.parent) as host:
        built.context |= {
            "vars.PUBLISH_TO": "bucket",
            "vars.BUCKET": "s3://portal/en",
            "vars.BUCKET_ENDPOINT": host.endpoint,
            "secrets.BUCKET_ACCESS_KEY_ID": s3_host.KEY,
            "secrets.BUCKET_SECRET_ACCESS_KEY": s3_host.SECRET,
        }
        assert built.run("publish.yml", "bucket"), built.steps
        assert "Published output to s3://portal/en:" in said(built.steps, "Publish")
        assert s3_host.SECRET not in said(built.steps, "Publish")
    assert {LEDGER, MARKER, "index.html", "sitemap.xml"} <= {path.name for path in (place / "en").iterdir()}


def test_the_handbook_names_every_variable_and_secret() -> None:
    handbook = (ROOT / "docs" / "publishing.md").read_text("utf-8")
    asked = {
        name for file in WORKFLOWS for name in re.findall(r"\b(?:vars|secrets)\.([A-Z_]+)", file.read_text("utf-8"))
    }
    assert len(asked) > 8
    assert {name for name in asked if f"`{name}`" not in handbook} == set()


def test_each_job_of_each_workflow_is_run_here() -> None:
    text = Path(__file__).read_text("utf-8")
    jobs = {(file.name, job) for file in WORKFLOWS for job in yaml.safe_load(file.read_text("utf-8"))["jobs"]}
    assert {(file, job) for file, job in jobs if f'"{file}", "{job}"' not in text} == set()
