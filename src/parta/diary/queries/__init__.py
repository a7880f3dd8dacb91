"""Reads of the diary: plain rows of one pupil, a fixed number of queries a screen."""
