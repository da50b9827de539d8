"""How interviews come in: written on the screen, or read from files that somebody gives."""
