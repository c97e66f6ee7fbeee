#!/bin/bash
# openapi-python-client 0.29.1 (PyPI), OpenAPI 3.1
#
# Guess: JSON Schema allows `"type": ["string", "array", "null"]` without `items`, an array of anything. A generator that
# does not support that types the one property as Any; and what it cannot generate at all makes it fail.
#
# What happens: the property is "invalid", so the schema that holds it is removed, so is every schema that refers to it,
# and then the *response* of each operation that answers with one of them. The program exits with 0. The function for
# the operation is there, type-checks, sends its request, gets 200 with a sound body, and returns None. One property
# five levels down, and the call that mattered answers nothing. `--fail-on-warning` is what makes it fail.
# Written as `anyOf` with `items` the same schema gives a typed answer.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check openapi-python-client==0.29.1

cat >make.py <<'PY'
import json
import sys

VALUES = {
    "list-of-types": {"type": ["string", "array", "null"]},
    "any-of": {"anyOf": [{"type": "string"}, {"type": "array", "items": {}}, {"type": "null"}]},
}
REF = "#/components/schemas/"


def thing(**properties):
    return {"type": "object", "required": list(properties), "properties": properties}


schemas = {
    "Report": thing(title={"type": "string"}, parts={"type": "array", "items": {"$ref": REF + "Part"}}),
    "Part": thing(detail={"$ref": REF + "Detail"}),
    "Detail": thing(value=VALUES[sys.argv[1]]),
}
content = {"application/json": {"schema": {"$ref": REF + "Report"}}}
report = {"operationId": "report", "responses": {"200": {"description": "OK", "content": content}}}
info = {"title": "t", "version": "1"}
document = {"openapi": "3.1.0", "info": info, "paths": {"/report": {"get": report}}, "components": {"schemas": schemas}}
print(json.dumps(document))
PY
cat >ask.py <<'PY'
import sys

import httpx

sys.path.insert(0, sys.argv[1])
from made import Client
from made.api.default import report

ANSWER = {"title": "a report", "parts": [{"detail": {"value": ["x", "y"]}}]}
client = Client(base_url="http://nowhere.example")
answer = lambda request: httpx.Response(200, json=ANSWER)
client.set_httpx_client(httpx.Client(base_url="http://nowhere.example", transport=httpx.MockTransport(answer)))
found = report.sync_detailed(client=client)
print(found.status_code.value, type(found.parsed).__name__)
PY
for kind in list-of-types any-of; do
    mkdir "$kind"
    env/bin/python make.py "$kind" >"$kind/openapi.json"
    env/bin/openapi-python-client generate --path "$kind/openapi.json" --output-path "$kind/made" --meta none >"$kind/said" 2>&1
    echo "$kind: exit $?, answer: $(env/bin/python ask.py "$kind")" | tee -a seen
done
grep -A3 "Failure to process" list-of-types/said
grep -q "list-of-types: exit 0, answer: 200 NoneType" seen
grep -q "any-of: exit 0, answer: 200 Report" seen
