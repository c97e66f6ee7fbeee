#!/usr/bin/env bash
# json-logic-engine 5.0.7 (npm), rules as JSON; json-logic-js 2.0.5, the language's first implementation, beside it.
#
# One would guess: build(rule)(data) is run(rule, data), only faster: the manual offers it as the same rule compiled. And
# `==` says the same of two values whichever stands first.
#
# What happens: of values that are null (a question not answered) the two answer differently. `0 == null` is true when run
# and false when built: run, both sides become numbers; built, they are left to JavaScript's own ==, though not where a
# number written into the rule stands second, so that `null == 0` is true both ways. A default (var with two arguments)
# stays away from a null when run and steps in when built, and cat() of a null is nothing when run and the word "null"
# when built. Of a text and a number, both from the data, `<` is an error when run, and false when built. json-logic-js
# has no null that equals 0 and no default for a null. So which of two calls a service makes decides whether an income
# that nobody has stated is none.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-logic-engine@5.0.7 json-logic-js@2.0.5 >/dev/null

cat >try.mjs <<'JS'
import { LogicEngine } from "json-logic-engine";
import first from "json-logic-js";

const engine = new LogicEngine();
const answer = ask => {
  try {
    return JSON.stringify(ask());
  } catch {
    return "an error";
  }
};
const CASES = [
  [{ "==": [{ var: "income" }, 0] }, { income: null }],
  [{ "==": [0, { var: "income" }] }, { income: null }],
  [{ "==": [{ var: "income" }, { var: "limit" }] }, { income: null, limit: 0 }],
  [{ "==": [{ var: "limit" }, { var: "income" }] }, { income: null, limit: 0 }],
  [{ "!=": [0, { var: "income" }] }, { income: null }],
  [{ var: ["children", 2] }, { children: null }],
  [{ var: ["children", 2] }, {}],
  [{ cat: ["income: ", { var: "income" }] }, { income: null }],
  [{ "<": [{ var: "income" }, { var: "limit" }] }, { income: "unknown", limit: 500 }],
];
for (const [rule, data] of CASES)
  console.log(
    `${JSON.stringify(rule)} of ${JSON.stringify(data)}:`,
    `run ${answer(() => engine.run(rule, data))}, built ${answer(() => engine.build(rule)(data))},`,
    `json-logic-js ${answer(() => first.apply(rule, data))}`,
  );
JS
node try.mjs | tee seen
diff seen - <<'SEEN'
{"==":[{"var":"income"},0]} of {"income":null}: run true, built true, json-logic-js false
{"==":[0,{"var":"income"}]} of {"income":null}: run true, built false, json-logic-js false
{"==":[{"var":"income"},{"var":"limit"}]} of {"income":null,"limit":0}: run true, built false, json-logic-js false
{"==":[{"var":"limit"},{"var":"income"}]} of {"income":null,"limit":0}: run true, built false, json-logic-js false
{"!=":[0,{"var":"income"}]} of {"income":null}: run false, built true, json-logic-js true
{"var":["children",2]} of {"children":null}: run null, built 2, json-logic-js null
{"var":["children",2]} of {}: run 2, built 2, json-logic-js 2
{"cat":["income: ",{"var":"income"}]} of {"income":null}: run "income: ", built "income: null", json-logic-js "income: "
{"<":[{"var":"income"},{"var":"limit"}]} of {"income":"unknown","limit":500}: run an error, built false, json-logic-js false
SEEN
