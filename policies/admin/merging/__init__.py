"""Two people on one page: what each of them changed, put together."""
