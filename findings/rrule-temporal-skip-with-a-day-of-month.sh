#!/usr/bin/env bash
# rrule-temporal 2.2.8 (npm), rules of recurrence with the SKIP of RFC 7529 for days that a month lacks.
#
# One would guess: "each month on the 31st, else the last day before" (SKIP=BACKWARD) is on the last day of every month,
# whether the 31st is taken from DTSTART or stands in the rule as BYMONTHDAY=31: RFC 5545 fills the one from the other,
# and the package's manual has SKIP act on a day out of BYMONTHDAY.
#
# What happens: with BYMONTHDAY written out a monthly rule passes over SKIP: the 31st comes in seven months of the year
# and the other five have nothing, as if SKIP were OMIT, without an error. In a yearly rule with the months named
# (BYMONTH=2;BYMONTHDAY=29, the manual's example) SKIP acts. So a payment on each month's last day is there or gone by
# how its rule is spelt, and what other programs write is the long spelling.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rrule-temporal@2.2.8 >/dev/null

cat >try.mjs <<'JS'
import { RRuleTemporal } from "rrule-temporal";

const ALL = "BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;";
const RULES = [
  ["20260131", "MONTHLY;", ""], ["20260131", "MONTHLY;", "BYMONTHDAY=31;"], ["20260131", "MONTHLY;", `${ALL}BYMONTHDAY=31;`],
  ["20260131", "YEARLY;", `${ALL}BYMONTHDAY=31;`], ["20240229", "YEARLY;", ""], ["20240229", "YEARLY;", "BYMONTH=2;BYMONTHDAY=29;"],
];
for (const [from, frequency, days] of RULES)
  for (const skip of ["BACKWARD", "FORWARD"]) {
    const rule = `RSCALE=GREGORIAN;FREQ=${frequency}${days}SKIP=${skip};COUNT=5`;
    const rruleString = `DTSTART;TZID=Asia/Shanghai:${from}T090000\nRRULE:${rule}`;
    const found = new RRuleTemporal({ rruleString }).all().map(day => day.toString().slice(2, 10));
    console.log(`${frequency}${days}${skip}:`, found.join(" "));
  }
JS
node try.mjs | tee seen
diff seen - <<'SEEN'
MONTHLY;BACKWARD: 26-01-31 26-02-28 26-03-31 26-04-30 26-05-31
MONTHLY;FORWARD: 26-01-31 26-03-01 26-03-31 26-05-01 26-05-31
MONTHLY;BYMONTHDAY=31;BACKWARD: 26-01-31 26-03-31 26-05-31 26-07-31 26-08-31
MONTHLY;BYMONTHDAY=31;FORWARD: 26-01-31 26-03-31 26-05-31 26-07-31 26-08-31
MONTHLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=31;BACKWARD: 26-01-31 26-03-31 26-05-31 26-07-31 26-08-31
MONTHLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=31;FORWARD: 26-01-31 26-03-31 26-05-31 26-07-31 26-08-31
YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=31;BACKWARD: 26-01-31 26-02-28 26-03-31 26-04-30 26-05-31
YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=31;FORWARD: 26-01-31 26-03-01 26-03-31 26-05-01 26-05-31
YEARLY;BACKWARD: 24-02-29 25-02-28 26-02-28 27-02-28 28-02-29
YEARLY;FORWARD: 24-02-29 25-03-01 26-03-01 27-03-01 28-02-29
YEARLY;BYMONTH=2;BYMONTHDAY=29;BACKWARD: 24-02-29 25-02-28 26-02-28 27-02-28 28-02-29
YEARLY;BYMONTH=2;BYMONTHDAY=29;FORWARD: 24-02-29 25-03-01 26-03-01 27-03-01 28-02-29
SEEN
