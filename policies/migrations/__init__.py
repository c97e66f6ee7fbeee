"""Database migrations, the same on SQLite and PostgreSQL."""
