"""Forms: questionnaires (XLSForm workbooks), codebooks and registries of territories (YAML)."""
