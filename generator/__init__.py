"""Seamline: checks data packages and compiles them into a static transparency portal.

The map, from the top floor down; a module imports only from floors below its own.

    the whole    __main__, cli (one file a command), serve, review (a change: its problems, and what the public would
                 see of it), publishing (to where readers are), plugin (Pelican), pipeline (read, check, assemble,
                 write), workers (who writes what), writing (pages, and attachments: the list of files beside them)
    by hand      importing (spreadsheets), editing (new entries, releases, JSON Schemas for editors)
    released     editions (released versions as they are served)
    in its form  canonical (every file as the only one that its values can have)
    the doors    packages (reading), outputs (templates, staging, downloads, links), history (git), report (problems
                 for people and hosts, one file a form)
    beside them  api (JSON for programs), calendars, feeds (Atom), catalogue (DCAT-AP), hosting (headers, media types),
                 search (the index of factories): made from the same facts
    the rules    pages (one file a kind of page), checks (one file a rule; those of a change in checks.mass), charts,
                 maps, facts with rates, progress, timelines, points, coverage, corrections, events, findings,
                 accounts, slices; differences (of two states); demonstration (invented data)
    the words    model, schema, settings, problems, errors, disk (what it says where it fails), numbers, policy (of
                 what a page may load), text (slugs, words, prose)

Values flow one way: packages -> tables -> problems and facts -> views -> files.
"""

__version__ = "0.1.0"
