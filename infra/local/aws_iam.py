"""Brings MiniStack's IAM enforcement (1.5.33) closer to AWS: it takes some
requests to be about every resource or about the default group, so that a policy
as narrow as AWS wants it would be refused here.

- EventBridge Scheduler: a schedule's ARN holds its group;
- Step Functions: a Map Run has an ARN of its own, and the answer to a waiting
  task is about the state machine that waits;
- SES v1: sending is about the identity that sends.
"""

import contextvars
import json
from email.utils import parseaddr

from ministack.core import iam_actions
from ministack.services import stepfunctions as states

# The machine whose task runs in this thread, and the machine that waits for a token.
running = contextvars.ContextVar("running", default=None)
waits = {}


def schedule(method, path, body, query, region, account):
    parts = [p for p in path.split("/") if p]
    if parts == ["schedules"]:
        return f"arn:aws:scheduler:{region}:{account}:schedule/*/*"
    if len(parts) != 2 or parts[0] != "schedules":
        return None
    group = query.get("groupName") or "default"  # GetSchedule and DeleteSchedule
    if method in ("POST", "PUT"):
        group = json.loads(body or b"{}").get("GroupName") or "default"
    if isinstance(group, list):
        group = group[0]
    return f"arn:aws:scheduler:{region}:{account}:schedule/{group}/{parts[1]}"


def machine(body):
    try:
        request = json.loads(body or b"{}")
    except ValueError:
        return None
    return request.get("mapRunArn") or waits.get(request.get("taskToken"))


def execute_task(fixed):
    def run(state_def, raw_input, *rest):
        mark = running.set(rest[-1]["StateMachine"]["Id"])
        try:
            return fixed(state_def, raw_input, *rest)
        finally:
            running.reset(mark)

    return run


def invoke_with_callback(fixed):
    def run(resource, input_data, token, state_def):
        waits[token] = running.get()
        return fixed(resource, input_data, token, state_def)

    return run


def sender(query, region, account):
    source = query.get("Source")
    if not source:
        return None
    address = parseaddr(source[0] if isinstance(source, list) else source)[1]
    return f"arn:aws:ses:{region}:{account}:identity/{address.rpartition('@')[2]}"


def extract_resource_arn(fixed):
    def extract(service, method, path, headers, body, query_params, region, account_id):
        arn = None
        if service == "scheduler":
            arn = schedule(method, path, body, query_params, region, account_id)
        elif service == "states":
            arn = machine(body)
        elif service == "ses":
            arn = sender(query_params, region, account_id)
        return arn or fixed(service, method, path, headers, body, query_params, region, account_id)

    return extract


def mend() -> None:
    iam_actions.extract_resource_arn = extract_resource_arn(iam_actions.extract_resource_arn)
    states._execute_task = execute_task(states._execute_task)
    states._invoke_with_callback = invoke_with_callback(states._invoke_with_callback)
