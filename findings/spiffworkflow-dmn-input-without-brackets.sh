#!/usr/bin/env bash
# SpiffWorkflow 3.2.0 (PyPI), workflows of BPMN with decision tables of DMN, whose expressions are Python here.
#
# One would guess: the expression of an input column is worked out, and its value is compared with what stands in each
# row, as DMN has it. With `income or 0` in the column's head (no answer counts as 0), 1000 is not below 500.
#
# What happens: it depends on what stands in the row. A value (500) or a test with ? (? < 500) is compared with the
# column's value; a test without it (< 500), as DMN writes it, is put behind the column's text as it stands, and the
# whole is read as Python. `income or 0 < 500` is `income or (0 < 500)`, true of every income, so that the first row is
# taken; with `wage if employed else 0` it is true of every wage but 0, and of 0 no row is. Amounts come out wrong without
# an error, and only under heads with `or`, `and`, `not` or `if`: `wage + bonus` binds more tightly than the test does.
# Brackets round the column's expression help.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check SpiffWorkflow==3.2.0

cat >try.py <<'PY'
from html import escape

from lxml import etree
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.camunda.parser.CamundaParser import CamundaParser

BPMN = """
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    id="definitions" targetNamespace="n">
  <process id="check" isExecutable="true">
    <startEvent id="start"><outgoing>one</outgoing></startEvent>
    <sequenceFlow id="one" sourceRef="start" targetRef="decide"/>
    <businessRuleTask id="decide" camunda:decisionRef="benefit"><incoming>one</incoming><outgoing>two</outgoing></businessRuleTask>
    <sequenceFlow id="two" sourceRef="decide" targetRef="end"/>
    <endEvent id="end"><incoming>two</incoming></endEvent>
  </process>
</definitions>"""
DMN = """
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="definitions" name="benefit" namespace="n">
  <decision id="benefit" name="benefit">
    <decisionTable id="table" hitPolicy="UNIQUE">
      <input id="input"><inputExpression id="head" typeRef="number"><text>{head}</text></inputExpression></input>
      <output id="output" name="benefit" typeRef="number"/>{rules}
    </decisionTable>
  </decision>
</definitions>"""
RULE = """
      <rule id="rule{at}">
        <inputEntry id="test{at}"><text>{test}</text></inputEntry>
        <outputEntry id="value{at}"><text>{value}</text></outputEntry>
      </rule>"""
PLAIN, MARKED = {"< 500": 300, ">= 500": 0}, {"? < 500": 300, "? >= 500": 0}


def decided(head, rows, answers):
    rules = "".join(RULE.format(at=at, test=escape(test), value=value) for at, (test, value) in enumerate(rows.items()))
    parser = CamundaParser()
    parser.add_bpmn_xml(etree.fromstring(BPMN))
    parser.add_dmn_xml(etree.fromstring(DMN.format(head=escape(head), rules=rules)))
    workflow = BpmnWorkflow(parser.get_spec("check"))
    workflow.data.update(answers)
    workflow.get_next_task(spec_name="start").data.update(answers)
    workflow.do_engine_steps()
    assert workflow.completed
    return workflow.data.get("benefit", "no row")


for head, cases in {
    "income": [{"income": 1000}, {"income": 400}],
    "wage + bonus": [{"wage": 400, "bonus": 200}, {"wage": 200, "bonus": 200}],
    "income or 0": [{"income": 1000}, {"income": 400}, {"income": None}],
    "wage if employed else 0": [{"wage": 1000, "employed": True}, {"wage": 0, "employed": True}],
}.items():
    for answers in cases:
        plain, marked, bracketed = (decided(*how, answers) for how in ((head, PLAIN), (head, MARKED), (f"({head})", PLAIN)))
        print(f"{head}, {answers}: {plain}, with ? {marked}, in brackets {bracketed}")
PY
environment/bin/python -W ignore try.py | tee seen
diff seen - <<'SEEN'
income, {'income': 1000}: 0, with ? 0, in brackets 0
income, {'income': 400}: 300, with ? 300, in brackets 300
wage + bonus, {'wage': 400, 'bonus': 200}: 0, with ? 0, in brackets 0
wage + bonus, {'wage': 200, 'bonus': 200}: 300, with ? 300, in brackets 300
income or 0, {'income': 1000}: 300, with ? 0, in brackets 0
income or 0, {'income': 400}: 300, with ? 300, in brackets 300
income or 0, {'income': None}: 300, with ? 300, in brackets 300
wage if employed else 0, {'wage': 1000, 'employed': True}: 300, with ? 0, in brackets 0
wage if employed else 0, {'wage': 0, 'employed': True}: no row, with ? 300, in brackets 300
SEEN
