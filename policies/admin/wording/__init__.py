"""How values, records and problems are said and typed on the staff screens."""
