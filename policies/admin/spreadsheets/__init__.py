"""Amounts, conditions and parameters as one xlsx file: out, and back in after a look at every change.

Written with openpyxl alone: what comes back only changes rows that are there (and adds dated values), over several
models in one transaction, past the one validator; django-import-export brings pages and formats for everything else.
Nothing of this is imported before a clerk asks for it.
"""
