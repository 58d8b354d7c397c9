"""Words for readers: slugs, languages with their catalogues, numbers and dates of a locale, sanitised prose."""
