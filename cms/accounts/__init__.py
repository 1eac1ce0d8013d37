"""Who comes in, and how: the one login door, the second factor, sessions, and what each may do with her account."""
