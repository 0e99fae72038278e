"""Autograded exercises: what runs, judges and records submissions."""
