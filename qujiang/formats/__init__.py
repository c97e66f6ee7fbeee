"""How the staff screens write dates, where Django's own form for the language takes half as much room again."""
