#!/usr/bin/env bash
# publicodes 1.10.3 (npm), the language that French administrations write their rules of contributions and aid in.
#
# One would guess: `durée` leaves its last day out, as its manual says, in whatever unit it is asked for. Who was born on
# 2 December 2008 is 18 years on 2 December 2026, and 216 months on the same day.
#
# What happens: in days and years the last day is left out, in months and quarters it is taken in. From a day to the same
# day there are 0 days, 0 years and 0.03 months; a whole year has 12.03 months, and four quarters and a bit. So
# `durée >= 216 mois` is true on the day before the eighteenth birthday and `durée >= 18 an` on the birthday, and "at
# most 12 months" refuses the very day that "at most 1 year" still allows. At both ends the part of the month that has
# passed is reckoned by its days: at the first without the day itself, at the last with it.
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
const UNITS = ["jour", "an", "mois", "trimestre"];

function found(from, to, rules = {}) {
  const of = unit => ({ durée: { depuis: from, "jusqu'à": to, unité: unit } });
  const engine = new Engine({ ...Object.fromEntries(UNITS.map(unit => [`en ${unit}`, of(unit)])), ...rules }, { logger });
  return name => engine.evaluate(name).nodeValue;
}

for (const [from, to] of [
  ["01/03/2026", "01/03/2026"],
  ["01/01/2026", "31/12/2026"],
  ["01/01/2026", "01/01/2027"],
  ["15/04/2026", "15/04/2027"],
]) {
  const value = found(from, to);
  console.log(`${from} to ${to}:`, UNITS.map(unit => `${unit} ${+value(`en ${unit}`).toFixed(3)}`).join(", "));
}
const RULES = { "par ans": "en an >= 18 an", "par mois": "en mois >= 216 mois", "un an": "en an <= 1 an", "douze mois": "en mois <= 12 mois" };
for (const day of ["30/11/2026", "01/12/2026", "02/12/2026"]) {
  const value = found("02/12/2008", day, RULES);
  console.log(`born 02/12/2008, ${day}: 18 years ${value("par ans")}, 216 months ${value("par mois")}`);
}
for (const day of ["14/04/2027", "15/04/2027", "16/04/2027"]) {
  const value = found("15/04/2026", day, RULES);
  console.log(`handed in by ${day}: within 1 year ${value("un an")}, within 12 months ${value("douze mois")}`);
}
console.log("warnings:", warned.length);
JS
node try.mjs | tee seen
diff seen - <<'SEEN'
01/03/2026 to 01/03/2026: jour 0, an 0, mois 0.032, trimestre 0.011
01/01/2026 to 31/12/2026: jour 364, an 0.997, mois 12, trimestre 4
01/01/2026 to 01/01/2027: jour 365, an 1, mois 12.032, trimestre 4.011
15/04/2026 to 15/04/2027: jour 365, an 1, mois 12.033, trimestre 4.011
born 02/12/2008, 30/11/2026: 18 years false, 216 months false
born 02/12/2008, 01/12/2026: 18 years false, 216 months true
born 02/12/2008, 02/12/2026: 18 years true, 216 months true
handed in by 14/04/2027: within 1 year true, within 12 months true
handed in by 15/04/2027: within 1 year true, within 12 months false
handed in by 16/04/2027: within 1 year false, within 12 months false
warnings: 0
SEEN
