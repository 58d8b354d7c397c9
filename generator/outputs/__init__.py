"""Owns the doors at the output side: staging, downloads, the check of links.

Does not own what is published (`generator.facts`) or how pages look (`generator.pages`, `theme/`).
"""
