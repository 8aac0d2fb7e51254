"""Questionnaires: read by everybody, built by the support institution."""
