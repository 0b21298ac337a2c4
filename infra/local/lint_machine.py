"""Lints a state machine definition with two linters and a JSONata parser.

    lint_machine.py DEFINITION.asl.json

cfn-lint checks a definition only where it stands inside a template, so one is
made around it; statelint checks references between states and which field may
stand where; each expression is parsed. Substitutions (${Name}) stand for ARNs,
and for numbers where they are a whole expression. Prints what is wrong, one
finding a line, and exits with 1 if there is anything.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from jsonata import Jsonata
from statelint.config import Config
from statelint.linter import Linter
from statelint.problem import ProblemType

# Fields of Amazon's guide that statelint 3.1.0 does not know yet.
UNKNOWN = re.compile(r'Field "(Label|InputType)" not allowed')


def render(text: str) -> dict:
    text = re.sub(r'"\{% \$\{\w+\} %\}"', "1", text)
    text = re.sub(r"\$\{(\w+)\}", r"arn:aws:lambda:eu-central-1:123456789012:function:\1", text)
    return json.loads(text)


def template(definition: dict) -> dict:
    properties = {"RoleArn": "arn:aws:iam::123456789012:role/machine", "Definition": definition}
    return {"Resources": {"Machine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}}}


def cfn_lint(definition: dict) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "template.json")
        path.write_text(json.dumps(template(definition)))
        command = [str(Path(sys.executable).with_name("cfn-lint")), "--format", "json", str(path)]
        said = subprocess.run(command, capture_output=True, text=True, check=False)
    if said.returncode not in (0, 2, 4, 6, 8, 10, 12, 14):  # its mask of what it found
        raise RuntimeError(f"running cfn-lint: {said.stderr or said.stdout}")
    where = lambda m: "/".join(str(p) for p in m["Location"]["Path"][4:])  # below the definition
    return [f"{m['Rule']['Id']} {where(m)}: {m['Message']}" for m in json.loads(said.stdout or "[]")]


def statelint(definition: dict) -> list[str]:
    config = Config({ProblemType.FLOAT})  # a BackoffRate may be a whole number
    return [p for p in Linter.validate(definition, config) if not UNKNOWN.search(p)]


def expressions(value, place: str) -> list[str]:
    if isinstance(value, dict):
        return [e for k, v in value.items() for e in expressions(v, f"{place}/{k}")]
    if isinstance(value, list):
        return [e for i, v in enumerate(value) for e in expressions(v, f"{place}/{i}")]
    if not isinstance(value, str) or not value.startswith("{%"):
        return []
    try:
        Jsonata(value.removeprefix("{%").removesuffix("%}"))
    except Exception as error:  # the parser has no exception of its own for all it finds
        return [f"{place}: not JSONata: {error}"]
    return []


def main() -> int:
    definition = render(Path(sys.argv[1]).read_text())
    found = cfn_lint(definition) + statelint(definition) + expressions(definition, "")
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
