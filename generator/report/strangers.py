"""Owns a comment that came out of the pull request of a stranger, made fit to be written in our name.

Does not own what a check says (`generator.report.comment`): that goes through unchanged. The code of a pull request may
write anything into its place, so nothing is left of it that leads to another site, shows a picture, calls a person,
refers to an issue or is HTML. Needs the standard library alone, for it runs where nothing else is installed:
`python3 -m generator.report.strangers MARKER FILE`.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from generator.report.safety import harmless

_LONGEST = 65_536
"""Units of UTF-16 that a comment on GitHub may have."""
_BLANK = "\u200b"
"""A blank without width: it parts a sign from what the host would take it for, in code too."""
_SIGNS = re.compile(
    r"\\[\\<!\[]"  # what is escaped already
    r"|<(?!/?(?:details|summary)>|!-- seamline \w+ -->)(?=[A-Za-z/!?])"  # HTML, but what folds and marks
    r"|!(?=\[)"  # a picture
    r"|@(?=\w)"  # a person or a team
    r"|(?<!&)#(?=\d)|\bGH(?=-\d)"  # an issue
    r"|\bwww(?=\.)|\](?=:)"  # an address without a scheme, and one that stands elsewhere
    r"|&(?=#(?!8203;)|(?!(?:amp|lt|gt|quot);)[A-Za-z])",  # a sign that is spelt out
    re.IGNORECASE,
)


def fit_to_write(text: bytes, marker: str, project: str) -> str:
    """Return `text` without what acts; nothing when its first line is not `marker`.

    Links lead to the pages of the `project`, an address without a slash at the end, and nowhere else.
    """
    lines = text.decode("utf-8", errors="replace").split("\n")
    if lines[0] != marker:
        return ""
    own = rf"{re.escape(project)}/(?!\S*(\.\.|%2e))"
    links = re.compile(
        rf"\\[\\\]]|\](?=\((?!{own}))|(?!{own})\b[a-z][a-z0-9+.-]*:(?=//)|\b(mailto|xmpp):", re.IGNORECASE
    )
    fit = "\n".join(_parted(links, _parted(_SIGNS, harmless(line, _LONGEST))) for line in lines)
    return fit.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", errors="ignore")


def _parted(signs: re.Pattern[str], line: str) -> str:
    return signs.sub(lambda found: found[0] if found[0].startswith("\\") else found[0] + _BLANK, line)


def main() -> None:
    """Write to standard output what is fit of the file named on the command line; nothing when it is not there."""
    marker, name = sys.argv[1:]
    project = f"{os.environ['GITHUB_SERVER_URL']}/{os.environ['GITHUB_REPOSITORY']}"
    file = Path(name)
    if file.is_file() and not file.is_symlink():
        sys.stdout.write(fit_to_write(file.read_bytes()[: 4 * _LONGEST], marker, project))


if __name__ == "__main__":
    main()
