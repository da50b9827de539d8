"""Parts of the screens of « Assemblée »."""
