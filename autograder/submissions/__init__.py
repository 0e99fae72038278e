"""From a student's folder to a notebook that can run: read, repaired and fingerprinted once."""
