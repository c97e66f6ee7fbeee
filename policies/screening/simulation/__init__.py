"""What a change of the rules comes to for a whole population: who gains and loses, and what it costs.

Every person is assessed by the calculator itself, under the rules of before and under those of afterwards; money is
that of its own payments. There is no second set of rules here: this package only adds up.
"""
