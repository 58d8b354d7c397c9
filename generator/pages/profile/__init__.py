"""The parts of a factory's profile: what they share, what was found, its history, and who the factory is."""
