"""People: how they get an account, sign in, stay signed in and leave."""
