#!/usr/bin/env bash
# feelin 8.2.0 (npm), an interpreter of FEEL, the language of DMN's decision tables.
#
# One would guess: a day that came as JSON, so as text, compared with a date is null, as FEEL has it for values of
# different types and as feelin itself says of `=` between them, or of a date beside a date and time. A row of a decision
# table then does not match.
#
# What happens: the text is inside every closed range of dates, and outside every one with an open end. "1999-01-01",
# "2026-06-01" and "unknown" all match `[date("2026-01-01")..date("2026-12-31")]`, and "unknown" matches `[18..45]`,
# without a warning; of the same text both `>=` and `<=` are true, and both `>` and `<` false. All comparisons but `=` are
# made as ranges, for which a date becomes its milliseconds. A text that does not read as a number JavaScript finds
# neither less nor greater than those, and feelin takes that for equal; it looks at the types only where both sides are
# dates or times.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund feelin@8.2.0 >/dev/null

cat >try.mjs <<'JS'
import { evaluate, unaryTest } from "feelin";

const FROM = 'date("2026-01-01")', TO = 'date("2026-12-31")';
const TESTS = [
  `[${FROM}..${TO}]`, `(${FROM}..${TO})`, `[${FROM}..${TO})`, `>= ${FROM}`, `<= ${FROM}`, `> ${FROM}`, `< ${FROM}`,
  "[18..45]", "(18..45)", `date(?) in [${FROM}..${TO}]`,
];
for (const test of TESTS) {
  const answers = ["1999-01-01", "2026-06-01", "unknown"].map(value => {
    const { value: answer, warnings } = unaryTest(test, { "?": value });
    return `${value}: ${answer}${warnings.length ? " with a warning" : ""}`;
  });
  console.log(test.padEnd(42), answers.join(", "));
}
const { value: equal } = evaluate(`given = ${FROM}`, { given: "1999-01-01" });
console.log("by =, in an expression".padEnd(42), `1999-01-01: ${equal}`);
JS
node try.mjs | tee seen
diff seen - <<'SEEN'
[date("2026-01-01")..date("2026-12-31")]   1999-01-01: true, 2026-06-01: true, unknown: true
(date("2026-01-01")..date("2026-12-31"))   1999-01-01: false, 2026-06-01: false, unknown: false
[date("2026-01-01")..date("2026-12-31"))   1999-01-01: false, 2026-06-01: false, unknown: false
>= date("2026-01-01")                      1999-01-01: true, 2026-06-01: true, unknown: true
<= date("2026-01-01")                      1999-01-01: true, 2026-06-01: true, unknown: true
> date("2026-01-01")                       1999-01-01: false, 2026-06-01: false, unknown: false
< date("2026-01-01")                       1999-01-01: false, 2026-06-01: false, unknown: false
[18..45]                                   1999-01-01: true, 2026-06-01: true, unknown: true
(18..45)                                   1999-01-01: false, 2026-06-01: false, unknown: false
date(?) in [date("2026-01-01")..date("2026-12-31")] 1999-01-01: false, 2026-06-01: true, unknown: false with a warning
by =, in an expression                     1999-01-01: null
SEEN
