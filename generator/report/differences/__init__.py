"""Differences between two states of the data, as people and programs read them: one file a form."""
