"""Accounts as moderators and their owners see them: promoted, blocked, responsible, erased."""
