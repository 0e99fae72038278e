"""The instructor's workshop: building releases, checking exercises, proving and calibrating hidden tests."""
