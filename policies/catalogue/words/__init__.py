"""Chinese sentences made from codes and numbers, for every page, the interface and the admin."""
