"""Knib turns a written exercise routine into a guided Danish audio session."""

__version__ = "0.1.0"
