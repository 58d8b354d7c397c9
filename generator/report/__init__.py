"""Owns how problems are shown: to people in a terminal, to programs as JSON.

Does not own what the problems are (`generator.problems`) or how they are found (`generator.checks`).
"""
