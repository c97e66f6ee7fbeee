"""The questions, section by section, and the visitor's answers to them."""
