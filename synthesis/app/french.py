"""The framework's own words in French, for the eyes and for screen readers."""

from __future__ import annotations

from pathlib import Path

SCRIPT = f"<script>{Path(__file__).with_suffix('.js').read_text(encoding='utf-8')}</script>"
