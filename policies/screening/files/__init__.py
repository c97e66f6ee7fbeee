"""Files of persons as a department has them: what is read, refused, and written, in batches that fit into memory."""
