"""A synthetic population: persons that nobody is, for trying the screening of a table and for measuring it."""
