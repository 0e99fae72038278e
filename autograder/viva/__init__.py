"""Questions about a student's own code, for a short talk: a solution can come from anywhere, understanding cannot."""
