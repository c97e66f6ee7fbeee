"""Sample persons."""
