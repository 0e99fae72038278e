"""What the lecture claims, measured with the reference solutions on real data."""
