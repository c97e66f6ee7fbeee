"""Why there is no backup, or why a file was not restored, in a sentence for whoever runs the service."""


class BackupRefused(Exception):
    """Nothing was changed where this is raised."""
