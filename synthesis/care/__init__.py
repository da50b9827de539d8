"""Care of the words: pseudonyms, erasure, full archive, share export."""
