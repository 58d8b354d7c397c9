"""Owns everything between views and the disk: templates, downloads, the handbook, link checks, the staging folder.

Does not own what is published (`generator.facts`) or how pages look (`generator.pages`, `theme/`).
"""
