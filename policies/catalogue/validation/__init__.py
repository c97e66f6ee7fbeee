"""The one validator: whether entries fit one another, and a clerk's sentence where they do not."""
