"""What watches the browser during all other tests sees what it should, and a missing browser is named."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Visit
from tests.chromium import BrowserMissingError, program


@pytest.mark.parametrize(
    ("script", "seen"),
    [
        ("() => console.warn('hollow')", "console warning: hollow"),
        ("() => { setTimeout(() => { throw new Error('broken') }) }", "error: broken"),
        ("() => { fetch('https://evil.example/').catch(() => 0) }", "console error: Connecting to"),
        ("() => { document.body.append(Object.assign(new Image(), {src: 'https://evil.example/'})) }", "console error"),
        ("() => { document.body.setAttribute('style', 'color: red') }", "console error: Applying inline style"),
        ("() => { location.href = 'https://evil.example/' }", "request: https://evil.example/"),
        ("() => { setTimeout(() => alert('me')) }", "dialog: me"),
        ("() => { document.cookie = 'me=1' }", "{'name': 'me'"),
        ("() => localStorage.setItem('me', '1')", "{'origin': "),
        ("() => sessionStorage.setItem('here', '1')", "here"),
    ],
)
def test_nothing_escapes(browser: Browser, address: str, script: str, seen: str) -> None:
    context = browser.new_context()
    visit = Visit(context, address)
    page = context.new_page()
    visit.listen(page)
    page.goto(address)
    page.evaluate(script)
    page.wait_for_timeout(200)
    assert [each for each in [*visit.noise, *visit.kept()] if each.startswith(seen)] != []
    context.close()


def test_a_machine_without_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BrowserMissingError, match=r"run python3 requirements/install.py browser"):
        program()
