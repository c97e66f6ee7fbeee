"""How gunicorn serves the project: requests are gathered whole before a thread is spent on them."""
