"""Settings of this portal; `pelican content -s pelicanconf.py` and `seamline build` both read them."""

from pathlib import Path

from generator.plugin import pelican_settings
from generator.settings import Settings

PORTAL = Settings(address="https://portal.example", handbook=Path("mkdocs.yml"))
globals().update(pelican_settings(PORTAL))
