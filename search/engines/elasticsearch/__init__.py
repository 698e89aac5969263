"""Elasticsearch. The only package that knows the client library."""
