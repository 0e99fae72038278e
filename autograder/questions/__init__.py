"""Asking a submission: questions and answers as data, models rebuilt from an allow-list, expectations."""
