"""Tests of the forms: questionnaires, codebooks, registries, interview guide."""
