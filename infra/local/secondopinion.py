"""Serves moto's Step Functions, an interpreter that shares no code with
MiniStack's (it is the port of LocalStack's), as a second opinion on the state
machine. What it needs:

1. moto leaves the JSONata evaluator out: jsonata-python is put in. Variables
   are bound, not written into every expression, which is far faster and takes
   strings with quotes.
2. moto calls its own Lambda and S3: every service but Step Functions is
   MiniStack's, at AWS_ENDPOINT_URL.
3. A Catch whose Next is its own state goes on to the state's Next in moto.
4. moto parses the definition anew for every execution, for a second: once is enough.

TOCSIN_WAIT_SCALE scales retry intervals, of a minute at most, and Wait states,
as MiniStack can.
Standard input is a leash: when it closes, whoever started us is gone, and so
are we.
"""

import functools
import itertools
import json
import logging
import os
import re
import sys
import threading
import time
import types

import boto3
import jsonata
from botocore.config import Config
from moto.core.config import default_user_config
from moto.moto_server.werkzeug_app import create_backend_app
from moto.stepfunctions.parser import models  # noqa: F401 (imports the interpreter)
from moto.stepfunctions.parser.asl.component.common.catch.catch_outcome import CatchOutcome
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state.state import CommonStateField
from moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function import WaitFunction
from moto.stepfunctions.parser.asl.eval import states, variable_store
from moto.stepfunctions.parser.asl.jsonata import jsonata as evaluator
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
from moto.stepfunctions.parser.asl.utils import boto_client
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker
from werkzeug.serving import run_simple

SCALE = float(os.environ.get("TOCSIN_WAIT_SCALE", "1"))

NULL = jsonata.utils.Utils.NULL_VALUE
numbers = itertools.count()
values = {}  # what was declared, as JSON, by number
evaluating = threading.Lock()


def leash() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def declare(bindings) -> str:
    text = ""
    for name, value in bindings.items():
        number = str(next(numbers))
        values[number] = json.dumps(value, default=str)
        text += f"{name}:=$value_{number};"
    return text


@functools.cache
def parsed(expression: str):
    return jsonata.Jsonata.jsonata(expression)


def evaluate(expression: str):
    # Numbered from 0, so that the same expression is parsed once.
    mine = list(dict.fromkeys(re.findall(r"\$value_(\d+)", expression)))
    expression = re.sub(r"\$value_(\d+)", lambda m: f"$value_{mine.index(m[1])}", expression)
    bindings = {}
    for i, number in enumerate(mine):
        value = json.loads(values[number])
        bindings[f"value_{i}"] = NULL if value is None else value
    try:
        with evaluating:
            result = parsed(expression).evaluate(None, bindings)
    except Exception as failure:
        raise evaluator.JSONataException("UNKNOWN", str(failure)) from failure
    return json.loads(json.dumps(result))


@functools.cache
def client(region: str, service: str):
    return boto3.client(
        service, region_name=region, endpoint_url=os.environ["AWS_ENDPOINT_URL"],
        aws_access_key_id="test", aws_secret_access_key="test",
        config=Config(
            parameter_validation=False, max_pool_connections=50, read_timeout=900,
            retries={"total_max_attempts": 1}, s3={"addressing_style": "path"},
        ),
    )


@functools.cache
def program(definition: str):
    return AmazonStateLanguageParser.parse(definition)[0]


def client_for(fixed):
    def run(region: str, service: str, state_credentials=None):
        if service in ("stepfunctions", "sfn", "states"):
            return fixed(region=region, service=service, state_credentials=state_credentials)
        return client(region, service)

    return run


def set_next(fixed):
    def run(self, env):
        caught = env.stack and env.stack[-1] == CatchOutcome.Caught
        if not caught:  # else the Catch has said what comes next
            fixed(self, env)

    return run


def mend() -> None:
    default_user_config["stepfunctions"] = {"execute_state_machine": True}
    evaluator._eval_jsonata = evaluate
    states.encode_jsonata_variable_declarations = declare
    variable_store.encode_jsonata_variable_declarations = declare
    mended = client_for(boto_client.boto_client_for)
    for name, module in list(sys.modules.items()):
        if name.startswith("moto.stepfunctions.") and hasattr(module, "boto_client_for"):
            module.boto_client_for = mended
    ExecutionWorker._get_evaluation_entrypoint = lambda self: program(self._evaluation_details.state_machine_details.definition)
    CommonStateField._set_next = set_next(CommonStateField._set_next)
    retrier_decl.time = types.SimpleNamespace(sleep=lambda seconds: time.sleep(min(seconds, 60) * SCALE))
    WaitFunction._wait_interval = lambda self, env, wait_seconds: env.program_state_event.wait(wait_seconds * SCALE)


if __name__ == "__main__":
    threading.Thread(target=leash, daemon=True).start()
    mend()
    sys.setswitchinterval(0.0005)  # many threads, each with little to do
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    run_simple("127.0.0.1", int(sys.argv[1]), create_backend_app("stepfunctions"), threaded=True)
