"""The seeded generator of invented demonstration data: factories, visits, findings and what follows from them.

Owns the package `compliance` of the demonstration and of measurements at any scale; the same seed gives the same
bytes on every machine. Does not own the assessment tool or the buyers: it reads them from the data folder.

The map, from the ground up: `dice` (chance), `lexicon` (word lists), `tool` and `disclosure` (what is asked, what may
be published), `names`, `places`, `standings` and `factories`, `visits`, `results`, then what follows from a result
(`improvements`, `appeals`, `replies`, `corrections`) and from a factory (`workforce`, `committees`, `attendance`,
`sourcing`, `strikes`), `dossiers` (all of one factory), `package` (the files).
"""
