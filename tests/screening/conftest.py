"""The shipped rules, made ready once in a worker."""

import os
import sys

import pytest

# Tables are small here, and other tests run beside: polars' threads would mostly wait for one another.
os.environ.setdefault("POLARS_MAX_THREADS", "1")
# The workers of a Spark in these tests are Python processes, which need what is installed here.
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
# A test is over before what Java's better compiler makes of the code would pay.
os.environ.setdefault("SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")


@pytest.fixture(scope="session")
def catalogue():
    from policies.publishing import stored

    return stored.from_pack()


@pytest.fixture(scope="session")
def qujiang(catalogue):
    return catalogue.ruleset("qujiang")
