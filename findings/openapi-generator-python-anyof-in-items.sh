#!/bin/bash
# openapi-generator-cli 7.26.0 (PyPI, needs Java), generator `python`, pydantic 2
#
# Guess: "a text, or a list whose entries are texts or numbers" (anyOf inside the items of an anyOf) becomes
# Union[str, List[Union[str, float]]] and reads ["a"]. If that were not supported, making the client would say so.
#
# What happens: nothing is said. The entries get a wrapper class of their own (ListsAnyOfInner with actual_instance), but
# the reader of the outer anyOf hands the plain JSON list to pydantic, which wants instances of that wrapper. So the
# empty list is read, every list with something in it is "No match found", and the whole answer that holds it cannot be
# read. The same anyOf in the items of a plain array property is read. Two arrays, one of texts and one of numbers, say
# the same to a validator and are read.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check openapi-generator-cli==7.26.0 pydantic==2.14.4 \
    urllib3 python-dateutil typing-extensions

cat >openapi.json <<'JSON'
{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {
  "Nested": {"type": "object", "required": ["value"], "properties": {"value": {"anyOf": [
    {"type": "string"},
    {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "number"}]}}]}}},
  "Plain": {"type": "object", "required": ["value"], "properties": {"value":
    {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "number"}]}}}},
  "Apart": {"type": "object", "required": ["value"], "properties": {"value": {"anyOf": [
    {"type": "string"},
    {"type": "array", "items": {"type": "string"}},
    {"type": "array", "items": {"type": "number"}}]}}}
}}}
JSON
PATH="$PWD/env/bin:$PATH" env/bin/openapi-generator-cli generate -i openapi.json -g python -o made >said 2>&1
cat >read.py <<'PY'
import json
import sys

sys.path.insert(0, "made")
import openapi_client

for name in ("Nested", "Plain", "Apart"):
    for value in ([], ["a"], [1, 2]):
        try:
            getattr(openapi_client, name).from_json(json.dumps({"value": value}))
            print(name, json.dumps(value), "read")
        except ValueError as error:
            print(name, json.dumps(value), "refused:", str(error)[:40])
PY
env/bin/python read.py | tee seen
diff - <(cut -c1-27 seen | sed 's/ No.*//; s/:.*//') <<'SEEN'
Nested [] read
Nested ["a"] refused
Nested [1, 2] refused
Plain [] read
Plain ["a"] read
Plain [1, 2] read
Apart [] read
Apart ["a"] read
Apart [1, 2] read
SEEN
