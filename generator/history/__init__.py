"""Owns the door to git: states of the past (`revisions`), released versions (`tags`), each in a folder while needed.

Does not own what is compared with them. Only `git` here runs the program of that name.
"""

from generator.history.revisions import Version, opened
from generator.history.tags import Copy, History, Tag, data_of, history_of, numbers_of

__all__ = ["Copy", "History", "Tag", "Version", "data_of", "history_of", "numbers_of", "opened"]
