"""Owns the editions of a package: its released versions as they are served, and those that are not, with the reason."""
