"""French: cutting answers into segments, tagging their words, recognising places and acronyms."""
