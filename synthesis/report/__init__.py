"""What comes out of an analysis: tables, figures, documents."""
