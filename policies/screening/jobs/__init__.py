"""What is done with a whole file of persons, from reading it to what is written."""
