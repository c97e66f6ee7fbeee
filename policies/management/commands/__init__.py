"""Commands of manage.py: packs in and out, publishing, preparing a new installation."""
