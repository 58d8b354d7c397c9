"""The headers that the site asks for hold in a real browser: nothing breaks the policy, and who does is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.policy import POLICY
from tests.browser.built import FRAMED, KINDS, fullest
from tests.web import served

_LISTEN = """
window.broken = [];
addEventListener("securitypolicyviolation", (event) => window.broken.push(event.effectiveDirective));
"""
_TRIES = {
    "script-src-elem": "<script>document.title = 'ran'</script>",
    "script-src-attr": "<img src=missing.png alt='' onerror=\"document.title = 'ran'\">",
    "script-src": "<script src=eval.js></script>",
    "style-src-attr": "<p style='color: red'>x</p>",
    "style-src-elem": "<style>p { color: red }</style>",
    "img-src": "<img src='http://127.0.0.2/x.png' alt=''>",
    "frame-src": "<iframe src='http://127.0.0.2/'></iframe>",
    "base-uri": "<base href='http://127.0.0.2/'>",
    "form-action": "<form action='http://127.0.0.2/'></form><script src=send.js></script>",
}
_SCRIPTS = {
    "eval.js": "eval(\"document.title = 'ran'\")",
    "send.js": "setTimeout(() => document.forms[0].submit(), 300)",
}
_FETCH = "(url) => fetch(url).then((answer) => answer.text(), () => 'refused')"
_FRAME = """(url) => new Promise((resolve) => {
  const frame = document.createElement("iframe");
  addEventListener("message", () => resolve("shown"));
  frame.addEventListener("load", () => setTimeout(() => resolve("refused"), 500));
  frame.src = url;
  document.body.append(frame);
})"""

Serve = Callable[[Mapping[str, str]], str]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window in which a test may break things; it keeps what the browser stopped in `broken`."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(_LISTEN)
    yield page
    context.close()


@pytest.fixture
def serve(site: Path, tmp_path: Path) -> Iterator[Serve]:
    """Serve a few files; with the headers of the site, unless `_headers` is among them."""
    with ExitStack() as running:

        def serve(files: Mapping[str, str]) -> str:
            folder = tmp_path / str(len(list(tmp_path.iterdir())))
            headers = {"_headers": (site / "_headers").read_text("utf-8")}
            for name, content in {**headers, **_SCRIPTS, **files}.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(content, encoding="utf-8")
            return running.enter_context(served(folder))

        yield serve


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_kind_of_page_breaks_the_policy(site: Path, address: str, page: Page, language: str) -> None:
    sent = {}
    page.on("response", lambda answer: sent.update({answer.url: answer.headers.get("content-security-policy")}))
    framed = f"{address}/{fullest(site, FRAMED, language)}"
    for kind in KINDS:
        page.goto(f"{address}/{fullest(site, kind, language)}")
        assert page.evaluate("() => window.broken") == [], kind
    assert sent.pop(framed) == f"{POLICY}, {POLICY}; frame-ancestors *"
    assert set(sent.values()) == {POLICY}
    assert len(sent) > len(KINDS)


def test_pictures_opened_by_themselves_keep_the_policy(site: Path, address: str, page: Page) -> None:
    pictures = sorted(path.relative_to(site).as_posix() for path in site.glob("indicators/*/*.svg"))
    assert len(pictures) > 5
    for picture in pictures:
        page.goto(f"{address}/{picture}")
        assert page.evaluate("() => window.broken") == [], picture


@pytest.mark.parametrize("directive", _TRIES)
def test_who_breaks_the_policy_is_stopped(serve: Serve, page: Page, directive: str) -> None:
    page.goto(serve({"index.html": f"<!doctype html><title>x</title><body>{_TRIES[directive]}"}))
    page.wait_for_function("() => window.broken.length", timeout=5000)
    assert directive in page.evaluate("() => window.broken")
    assert page.title() != "ran"


def test_the_policy_in_the_page_holds_where_a_host_sends_no_headers(site: Path, serve: Serve, page: Page) -> None:
    home = (site / "index.html").read_text("utf-8")
    page.goto(serve({"index.html": home.replace("</main>", _TRIES["script-src-elem"] + "</main>"), "_headers": ""}))
    assert "script-src-elem" in page.evaluate("() => window.broken")
    assert page.title() != "ran"


def test_another_site_does_not_learn_where_a_reader_comes_from(site: Path, serve: Serve, page: Page) -> None:
    home = (site / "index.html").read_text("utf-8")
    theirs = serve({"index.html": "<!doctype html><title>x</title>", "_headers": ""})
    ours = serve({"index.html": home.replace("</main>", f'<a id="out" href="{theirs}/">x</a></main>'), "_headers": ""})
    page.goto(ours)
    page.locator("#out").click()
    page.wait_for_url(f"{theirs}/")
    assert page.evaluate("() => document.referrer") == ""


def test_a_weaker_policy_would_let_it_run(site: Path, serve: Serve, page: Page) -> None:
    weak = (site / "_headers").read_text("utf-8").replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    page.goto(serve({"index.html": "<title>x</title>" + _TRIES["script-src-elem"], "_headers": weak}))
    assert page.title() == "ran"


def test_only_pages_to_be_embedded_are_shown_in_a_frame_of_another_site(serve: Serve, page: Page) -> None:
    speaking = "<!doctype html><title>x</title><body><script src=/speak.js></script>"
    pages = ("index.html", "indicators/wages/index.html", "indicators/wages/embed/index.html")
    ours = serve({**dict.fromkeys(pages, speaking), "speak.js": "parent.postMessage('here', '*')"})
    theirs = serve({"index.html": "<!doctype html><title>x</title>", "_headers": ""})
    seen = {}
    for name in pages:
        page.goto(theirs)
        seen[name] = page.evaluate(_FRAME, f"{ours}/{name.removesuffix('index.html')}")
    assert seen == dict(zip(pages, ["refused", "refused", "shown"], strict=True))


def test_other_sites_may_fetch_data_and_no_pages(site: Path, address: str, serve: Serve, page: Page) -> None:
    page.goto(serve({"index.html": "<!doctype html><title>x</title>", "_headers": ""}))
    data = "data/compliance/datapackage.json"
    assert page.evaluate(_FETCH, f"{address}/{data}") == (site / data).read_text("utf-8")
    assert page.evaluate(_FETCH, f"{address}/") == "refused"


def test_every_kind_of_file_has_a_media_type(site: Path, address: str, page: Page) -> None:
    files = {path.suffix: path for path in site.rglob("*.*") if path.suffix and not path.name.startswith(".")}
    assert {".html", ".css", ".js", ".csv", ".json", ".svg", ".zip"} <= files.keys()
    for suffix, path in files.items():
        answer = page.request.head(f"{address}/{path.relative_to(site).as_posix()}")
        assert answer.headers["content-type"] != "application/octet-stream", suffix
