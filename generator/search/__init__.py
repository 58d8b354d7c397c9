"""The index of factories that the script of the page `factories/` searches: JSON beside the pages, for all languages.

It is in parts, each fetched when it is needed: names (with what a line of the result shows), other names, a part for
each other filter, OS IDs by country and year, places and outlines for the map. Factories are in the order of their keys
in every column, so that no part names them again.

    coding (columns as text that compresses well) -> index (the parts)
"""

from generator.search.index import files

__all__ = ["files"]
