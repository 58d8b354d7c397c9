"""Every internal link and fragment is followed, as the HTML standard has it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.outputs.links import BrokenLink, broken_links
from generator.outputs.markup import Markup, set_addresses, style_addresses

ADDRESS = "https://example.org/portal"


def site_of(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def page(body: str) -> str:
    return f'<!doctype html><html lang="en"><head><title>A page</title></head><body>{body}</body></html>'


TARGETS = {
    "index.html": page('<h1 id="top-of-all">Home</h1>'),
    "a/index.html": page(
        '<h2 id="here">A</h2><a name="old"></a><p id=bare>p</p><p id="x&amp;y é">q</p><!-- <p id="out"> -->'
    ),
    "a/b/file.html": page("b"),
    "static/site.css": "body{}",
    "static/signs.svg": '<svg xmlns="http://www.w3.org/2000/svg"><g id="cross"/></svg>',
    "data/a b.csv": "a\n",
    "data/é.csv": "a\n",
}
SOUND = [
    '<a href="/">x</a>',
    '<a href="/a/">x</a>',
    '<a href="/a">x</a>',
    '<a href="../">x</a>',
    '<a href="">x</a>',
    '<a href="?page=2">x</a>',
    '<a href="./">x</a>',
    '<a href="#own">x</a><p id="own"></p>',
    "<a href='#own'>x</a><p id=own></p>",
    '<a href="#">x</a><a href="#top">y</a>',
    '<a href="/a/#here">x</a><a href="/a/#old">x</a><a href="/a/#bare">x</a>',
    '<a href="/a/#x&amp;y%20%C3%A9">x</a>',
    '<a href="/a/?q=1&amp;r=2#here">x</a>',
    '<a href="/a/#here:~:text=some">x</a>',
    '<a href="/data/a%20b.csv">x</a><a href="/data/%C3%A9.csv">x</a><a href="/data/é.csv">x</a>',
    '<link rel="stylesheet" href="/static/site.css">',
    '<svg><use href="/static/signs.svg#cross"/></svg>',
    '<svg><g id="c"/><path clip-path="url(#c)"/></svg>',
    '<img src="/static/signs.svg" srcset="/static/signs.svg 1x, ../static/signs.svg 2x" alt="">',
    '<form action="/a/"><button formaction="../a/">x</button></form>',
    '<a href="https://elsewhere.example/nothing">x</a><a href="//elsewhere.example/nothing">x</a>',
    '<a href="mailto:a@example.org">x</a><a href="tel:+855">x</a><img src="data:image/png;base64,AA==" alt="">',
    '<!-- <a href="/commented-out/">x</a> -->',
    '<p>Write href="/not-a-link/" or src=\'nothing\' or action = "none" in a template.</p>',
    '<p data-href="/not-a-link/" data-src="/no.png">x</p>',
    '<p style="background: url(/static/signs.svg)">x</p>',
    '<meta http-equiv="refresh" content="0; url=/a/">',
]
BROKEN = [
    ('<a href="/nothing/">x</a>', "/nothing/", "there is no /nothing/ in the site."),
    ("<a href='/nothing/'>x</a>", "/nothing/", "there is no /nothing/ in the site."),
    ('<META HTTP-EQUIV=REFRESH content="0; url=/nothing/">', "/nothing/", "there is no /nothing/ in the site."),
    ("<A HREF=/nothing/>x</A>", "/nothing/", "there is no /nothing/ in the site."),
    ('<a href ="/nothing/">x</a>', "/nothing/", "there is no /nothing/ in the site."),
    ('<a href="nothing.html">x</a>', "nothing.html", "there is no nothing.html in the site."),
    ('<a href="/A/">x</a>', "/A/", "there is no /A/ in the site."),
    ('<a href="/static/">x</a>', "/static/", "there is no /static/ in the site."),
    ('<a href="/static/site.css/">x</a>', "/static/site.css/", "there is no /static/site.css/ in the site."),
    ('<a href="../../a/">x</a>', "../../a/", "there is no ../../a/ in the site."),
    ('<a href="/a/%2e%2e/%2e%2e/a/">x</a>', "/a/%2e%2e/%2e%2e/a/", "there is no /a/%2e%2e/%2e%2e/a/ in the site."),
    ('<a href="/a/?x=1&amp;y=2#gone">x</a>', "/a/?x=1&y=2#gone", "a/index.html has no place called gone."),
    ('<a href="/a/#out">x</a>', "/a/#out", "a/index.html has no place called out."),
    ('<a href="#gone">x</a>', "#gone", "deep/index.html has no place called gone."),
    ('<a href="#no">x</a><p data-id="no"></p>', "#no", "deep/index.html has no place called no."),
    ('<a href="#no">x</a><!-- <p id="no"> -->', "#no", "deep/index.html has no place called no."),
    ('<a href="/a/#HERE">x</a>', "/a/#HERE", "a/index.html has no place called HERE."),
    ('<svg><use href="/static/signs.svg#tick"/></svg>', "/static/signs.svg#tick", "static/signs.svg has no place"),
    ('<svg><path clip-path="url(#c)"/></svg>', "#c", "deep/index.html has no place called c."),
    ('<img src="/no.png" alt="">', "/no.png", "there is no /no.png in the site."),
    ('<img srcset="/a/ 1x, /no.png 2x" alt="">', "/no.png", "there is no /no.png in the site."),
    ('<video poster="/no.png"></video>', "/no.png", "there is no /no.png in the site."),
    ('<form action="/no/"></form>', "/no/", "there is no /no/ in the site."),
    ('<button formaction="/no/">x</button>', "/no/", "there is no /no/ in the site."),
    ('<object data="/no.svg"></object>', "/no.svg", "there is no /no.svg in the site."),
    ('<svg><image xlink:href="/no.png"/></svg>', "/no.png", "there is no /no.png in the site."),
    ('<meta http-equiv="refresh" content="0; url=/no/">', "/no/", "there is no /no/ in the site."),
    ('<style>@import "/no.css";</style>', "/no.css", "there is no /no.css in the site."),
    ("<p style=\"background: url('/no.png')\">x</p>", "/no.png", "there is no /no.png in the site."),
]


@pytest.mark.parametrize("body", SOUND)
def test_sound(tmp_path: Path, body: str) -> None:
    assert broken_links(site_of(tmp_path, {**TARGETS, "deep/index.html": page(body)})) == []


@pytest.mark.parametrize(("body", "target", "why"), BROKEN)
def test_broken(tmp_path: Path, body: str, target: str, why: str) -> None:
    (found,) = broken_links(site_of(tmp_path, {**TARGETS, "deep/index.html": page(body)}))
    assert (found.page, found.target) == ("deep/index.html", target)
    assert found.why.startswith(why)


def test_the_sentence() -> None:
    link = BrokenLink("index.html", "/a/", "there is no /a/ in the site.")
    assert str(link) == "index.html: the link to '/a/' is broken: there is no /a/ in the site."


def test_the_same_link_is_reported_on_every_page(tmp_path: Path) -> None:
    body = page('<a href="/gone/">x</a><a href="/gone/">y</a><a href="/index.html#gone">z</a>')
    found = broken_links(site_of(tmp_path, {"index.html": body, "b/index.html": body}))
    assert [(link.page, link.target) for link in found] == [
        ("b/index.html", "/gone/"),
        ("b/index.html", "/index.html#gone"),
        ("index.html", "/gone/"),
        ("index.html", "/index.html#gone"),
    ]


def test_a_link_sound_on_one_page_is_followed_from_pages_elsewhere(tmp_path: Path) -> None:
    link, there = page('<a href="../../a/">x</a>'), page("there")
    depths = ("a/a/index.html", "b/c/d/index.html", "c/index.html", "e/c/d/index.html", "f/g/index.html")
    site = site_of(tmp_path, {**dict.fromkeys(depths, link), "a/index.html": there, "b/a/index.html": there})
    nowhere = "there is no ../../a/ in the site."
    assert broken_links(site) == [BrokenLink(name, "../../a/", nowhere) for name in (depths[2], depths[3])]


def test_below_a_path(tmp_path: Path) -> None:
    body = page('<a href="/portal/">x</a><a href="/portal">x</a><a href="/a/">y</a><a href="/portals/">z</a>')
    found = broken_links(site_of(tmp_path, {"index.html": body, "a/index.html": page("")}), address=ADDRESS)
    assert [link.target for link in found] == ["/a/", "/portals/"]


def test_the_address_of_the_site_is_internal(tmp_path: Path) -> None:
    good = f'<link rel="canonical" href="{ADDRESS}/"><link rel="alternate" hreflang="fr" href="{ADDRESS}/fr/">'
    files = {
        "index.html": page(f'{good}<meta property="og:url" content="{ADDRESS}/no/"><a href="/portal/fr/">x</a>'),
        "fr/index.html": page(f'<link rel="canonical" href="{ADDRESS}/gone/"><a href="{ADDRESS}s/">other</a>'),
        "sitemap.xml": f"<urlset><url><loc>{ADDRESS}/</loc></url><url><loc>{ADDRESS}/old/</loc></url></urlset>",
        "feed.atom.xml": f'<feed><link href="{ADDRESS}/fr/"/><link href="{ADDRESS}/feed-gone/"/></feed>',
    }
    found = broken_links(site_of(tmp_path, files), address=f"{ADDRESS}/")
    assert [(link.page, link.target) for link in found] == [
        ("feed.atom.xml", f"{ADDRESS}/feed-gone/"),
        ("fr/index.html", f"{ADDRESS}/gone/"),
        ("index.html", f"{ADDRESS}/no/"),
        ("sitemap.xml", f"{ADDRESS}/old/"),
    ]


def test_style_sheets(tmp_path: Path) -> None:
    sheet = """/* url(/commented.png) */ @import "other.css"; @import url('gone.css');
    a { background: url(signs.svg#x), url( "no.png" ); mask: url(data:image/svg+xml,%3Csvg/%3E) }"""
    files = {"static/site.css": sheet, "static/other.css": "", "static/signs.svg": "<svg><g id='x'/></svg>"}
    assert [link.target for link in broken_links(site_of(tmp_path, files))] == ["gone.css", "no.png"]


def test_pictures(tmp_path: Path) -> None:
    files = {
        "a.svg": '<svg><use href="#in"/><use href="#out"/><g id="in"/><a xlink:href="/b"/><path mask="url(#m)"/></svg>'
    }
    assert [link.target for link in broken_links(site_of(tmp_path, files))] == ["#m", "#out", "/b"]


def test_several_processes_find_the_same(tmp_path: Path) -> None:
    files = {f"{number}/index.html": page(f'<a href="../{number + 1}/#x">x</a><p id="x">') for number in range(30)}
    site = site_of(tmp_path, files)
    assert broken_links(site, jobs=3) == broken_links(site) != []


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0/\r\n"), min_size=1, max_size=12))
def test_any_name_of_a_place_is_found(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    written = name.replace("&", "&amp;").replace('"', "&quot;")
    site = site_of(
        tmp_path_factory.mktemp("site"),
        {"index.html": page(f'<p id="{written}">x</p><a href="#{quote(name)}">y</a>')},
    )
    assert broken_links(site) == []


WILD = """<!doctype html><html lang=en><head><base target=_self><link rel=icon href=/i.svg>
<title>href="/in-title/"</title><style>a{background:url(/s.png)}</style>
<script>const x = '<a href="/in-script/" id="script">';</script></head>
<body><a href="/1/?a=b&amp;c=d" title="a > b">x</a><A HREF='/2/'>y</A><a href=/3/ id=three>z</a>
<p id="t&eacute;" hidden>p</p><img alt="href=/4/" src="/5.png"><!-- <a href="/6/" id="comment"> -->
<pre>&lt;a href="/7/"&gt;</pre><svg viewBox="0 0 1 1"><use xlink:href="#u"/><g id="u"></g></svg>
<table><tr><td><a href="/8/">t</a></table><input formaction=/9/ type=submit><a name="n" href="">q</a>"""


def test_markup_agrees_with_html5lib() -> None:
    tree = html5lib.parse(WILD, namespaceHTMLElements=False)
    attributes = [(name, value) for element in tree.iter() for name, value in element.attrib.items()]
    links = [value for name, value in attributes if str(name).rpartition("}")[2] in ("href", "src", "formaction")]
    markup = Markup(WILD)
    assert sorted(markup.addresses) == sorted([*links, "/s.png"])
    assert sorted(markup.places) == sorted([*(value for name, value in attributes if name == "id"), "n"])


def test_the_quick_look_misses_nothing_of_html5lib(tmp_path: Path) -> None:
    markup = Markup(WILD)
    found = {link.target for link in broken_links(site_of(tmp_path, {"index.html": WILD}))}
    assert found == set(markup.addresses) - {"", "#u"}


def test_sets_and_styles() -> None:
    assert set_addresses("a.png, b.png 2x,c.png 3x") == ["a.png", "b.png", "c.png"]
    assert style_addresses("a{b:url( x.png );c:URL('y z.png')}/* url(no) */") == ["x.png", "y z.png"]


def test_what_a_picture_says_is_no_link(tmp_path: Path) -> None:
    said = '<svg xmlns="http://www.w3.org/2000/svg"><text>&lt;audio src=x onerror=y&gt; "url(no.png)"</text></svg>'
    site = site_of(tmp_path, {**TARGETS, "said.svg": said})
    assert broken_links(site) == []
    linked = '<svg xmlns="http://www.w3.org/2000/svg"><a href="no/"><text>x</text></a></svg>'
    assert [link.target for link in broken_links(site_of(tmp_path, {"linked.svg": linked}))] == ["no/"]


def test_what_an_entry_of_a_feed_says_is_no_link(tmp_path: Path) -> None:
    said = "<summary>&lt;img src=x&gt; &lt;link href='no/'&gt; href=\"gone/\" &lt;loc&gt;lost/&lt;/loc&gt;</summary>"
    files = {**TARGETS, "said.xml": f'<feed><link href="/a/#here"/>{said}</feed>'}
    assert broken_links(site_of(tmp_path, files)) == []
    site_of(tmp_path, {"said.xml": f'<feed><link href="/a/#nowhere"/><url>/no/</url>{said}</feed>'})
    assert [link.target for link in broken_links(tmp_path)] == ["/a/#nowhere", "/no/"]
