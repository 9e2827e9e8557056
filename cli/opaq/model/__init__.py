"""The nouns that several rooms speak. No I/O, no driver, no third-party import."""
