#!/usr/bin/env bash
# common-expression-language 0.10.0 (PyPI), CEL in Rust; cel-expr-python 0.1.3, by CEL's makers, beside it.
#
# One would guess: size() of a text is how many characters it has: CEL's definition has it count code points, so that one
# rule, kept in a table, says the same in every program that reads it.
#
# What happens: size() counts bytes of UTF-8, of which a Chinese character has three. 衢江 is 6 long, and a rule that a
# name has 2 to 20 characters refuses every one of seven or more and takes a single one; the two packages answer one rule
# differently, and no rule tried with Latin letters shows it. matches("^.{2}$") counts characters in both.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check common-expression-language==0.10.0 cel-expr-python==0.1.3

cat >try.py <<'PY'
import cel
from cel_expr_python import cel as makers

environment = makers.NewEnv(variables={"name": makers.Type.STRING})


def by_makers(rule, name):
    return environment.compile(rule).eval(data={"name": name}).value()


RULES = ("size(name)", "name.size()", "2 <= size(name) && size(name) <= 20", 'name.matches("^.{2}$")')
for name in ("Qu", "衢", "衢江", "衢州市衢江区人社局"):
    for rule in RULES:
        print(f"{rule} of {name}: {cel.evaluate(rule, {'name': name})}, by the makers {by_makers(rule, name)}")
PY
environment/bin/python try.py | tee seen
diff seen - <<'SEEN'
size(name) of Qu: 2, by the makers 2
name.size() of Qu: 2, by the makers 2
2 <= size(name) && size(name) <= 20 of Qu: True, by the makers True
name.matches("^.{2}$") of Qu: True, by the makers True
size(name) of 衢: 3, by the makers 1
name.size() of 衢: 3, by the makers 1
2 <= size(name) && size(name) <= 20 of 衢: True, by the makers False
name.matches("^.{2}$") of 衢: False, by the makers False
size(name) of 衢江: 6, by the makers 2
name.size() of 衢江: 6, by the makers 2
2 <= size(name) && size(name) <= 20 of 衢江: True, by the makers True
name.matches("^.{2}$") of 衢江: True, by the makers True
size(name) of 衢州市衢江区人社局: 27, by the makers 9
name.size() of 衢州市衢江区人社局: 27, by the makers 9
2 <= size(name) && size(name) <= 20 of 衢州市衢江区人社局: False, by the makers True
name.matches("^.{2}$") of 衢州市衢江区人社局: False, by the makers False
SEEN
