"""The icon of each category of policies; their names are with the rows."""

ICONS = {
    "employment": "work",
    "housing": "home",
    "insurance": "shield",
    "startup": "rocket",
    "talent": "medal",
    "health": "heart",
    "family": "family",
    "life": "train",
    "study": "book",
}
