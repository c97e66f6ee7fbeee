#!/usr/bin/env bash
# publicodes 1.10.3 (npm), the language that French administrations write their rules of contributions and aid in.
#
# One would guess: 40 % is less than 0.5, as it is less than 50 % and than 1 / 2; or, where a number without a unit were
# no share, there is the warning that the engine gives for units that do not fit.
#
# What happens: `40 % < 0.5` is false, without a warning, and `40 % < 1 / 2` is true. Units are only made equal where both
# sides have one; of a percentage beside a plain number the 40 and the 0.5 are compared. 1 / 2 has been through a
# division, which writes down that it is without a unit, and is then turned into 50 %. So the same limit decides otherwise
# as it is written, or as the applicant's share came in: "40 %", or 0.4 from another program. A floor (plancher) of
# 0.25 under 20 % does nothing, a ceiling (plafond) of 0.25 over 20 % makes 25 % of it, and a ceiling of 25 % over 0.2
# makes 0.2 %. Amounts do not go wrong that way: 900 € is less than 1 k€ on either side.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund publicodes@1.10.3 >/dev/null

cat >try.mjs <<'JS'
import Engine from "publicodes";

const warned = [];
const logger = { log() {}, warn: said => warned.push(said), error: said => warned.push(said) };

function found(rule, answer) {
  const rules = { part: { question: "?" }, rule };
  const { nodeValue, unit } = new Engine(rules, { logger }).setSituation({ part: answer }).evaluate("rule");
  return `${nodeValue}${unit?.numerators.includes("%") ? " %" : ""}`;
}

for (const limit of ["50 %", "0.5", "1 / 2"]) {
  for (const answer of ["40 %", "0.4", "4 / 10"]) {
    console.log(`${answer} < ${limit}: ${found(`part < ${limit}`, answer)}, >= ${found(`part >= ${limit}`, answer)}`);
  }
}
for (const answer of ["20 %", "0.2"]) {
  const kept = mechanism => limit => found({ valeur: "part", [mechanism]: limit }, answer);
  console.log(`${answer}, floor: of 25 % ${kept("plancher")("25 %")}, of 0.25 ${kept("plancher")("0.25")}`);
  console.log(`${answer}, ceiling: of 25 % ${kept("plafond")("25 %")}, of 0.25 ${kept("plafond")("0.25")}`);
}
console.log("900 € < 1 k€:", found("part < 1 k€", "900 €"), "and 1 k€ > 900 €:", found("part > 900 €", "1 k€"));
console.log("warnings:", warned.length);
JS
node try.mjs | tee seen
diff seen - <<'SEEN'
40 % < 50 %: true, >= false
0.4 < 50 %: true, >= false
4 / 10 < 50 %: true, >= false
40 % < 0.5: false, >= true
0.4 < 0.5: true, >= false
4 / 10 < 0.5: true, >= false
40 % < 1 / 2: true, >= false
0.4 < 1 / 2: true, >= false
4 / 10 < 1 / 2: true, >= false
20 %, floor: of 25 % 25 %, of 0.25 20 %
20 %, ceiling: of 25 % 20 %, of 0.25 0.25
0.2, floor: of 25 % 25 %, of 0.25 0.25
0.2, ceiling: of 25 % 0.2 %, of 0.25 0.2
900 € < 1 k€: true and 1 k€ > 900 €: true
warnings: 0
SEEN
