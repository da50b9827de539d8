"""The parts of « Restituer »: what can be looked at, what is written, how it is made."""
