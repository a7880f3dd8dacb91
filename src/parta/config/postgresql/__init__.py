"""Django's PostgreSQL backend, with names compared as people do."""
