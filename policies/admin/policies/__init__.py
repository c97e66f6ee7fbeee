"""The page of a policy and the list of policies, with everything that hangs on them."""
