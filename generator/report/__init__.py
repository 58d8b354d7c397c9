"""Owns how problems and differences are shown, one module a form: terminal, JSON, Markdown, GitHub, GitLab, SARIF.

Does not own what the problems are (`generator.problems`) or how they are found (`generator.checks`).
"""
