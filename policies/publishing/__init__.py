"""Publishing: a release from the rows, and the live release of this process."""
