"""The three visitors whose pages are measured, with answers as the public interface takes them."""

from tests.persons import BUYER_2024, FOUNDER, MASTER_2025, UNDECIDED

# Whatever can be asked, answered so that it leads on to more.
_EVERYTHING = {
    **BUYER_2024.answers,
    **FOUNDER.answers,
    "education": "doctor",
    "postdoc": True,
    "age": 29,
    "has_honours": True,
    "title": "senior",
    "key_post": True,
    "talent_category": "provincial_expert",
    "talent_115": "second",
    "social_work_cert": "social_worker",
    "talent_code": True,
    "talent_points": 300,
    "referred_talent": True,
    "child_starting_school": True,
    "family_size_in_quzhou": 3,
    "home_purchase": "bought",
    **dict.fromkeys(("talent_151", "major_honour", "culture_award", "skill_award", "star_streamer"), True),
    "pinnacle_talent": "young_pinnacle",
    "programme_selected": True,
}
VISITORS = {
    "nothing but a degree": dict(UNDECIDED.answers),
    "a typical one": dict(MASTER_2025.answers),
    "everything": _EVERYTHING,
}
TYPICAL = "a typical one"
