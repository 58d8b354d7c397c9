"""Finding a factory: what is known of each that a reader may filter by, and the form in which a reader asks.

    traits (values of each factory, by filter) -> filters (the same with words and counts) -> form (what the page holds)

The index that the script of the page reads is made of the same traits, in `generator.search`.
"""
