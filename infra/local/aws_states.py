"""Brings MiniStack's Step Functions closer to AWS, where the breach workflow
needs what it lacks (1.5.33):

- a Distributed Map in JSONata: Arguments, ItemSelector and MaxConcurrency are
  expressions, Output and Assign apply, and a child sees no outer variable;
- a Parallel in JSONata: Output and Assign apply, and each branch has variables
  and a context object of its own;
- TimeoutSeconds as an expression;
- a function that fails in a .waitForTaskToken state fails the state at once;
- the states of branches and of Map Run children stand in the history.

Every function here wraps one of MiniStack's by its name; a name that is gone
ends the start, so that a new version is looked at.
"""

import contextvars
import json
import threading

from ministack.services import stepfunctions as states

# The execution whose branch or child runs in this thread; None at top level,
# where MiniStack writes the history itself.
inside = contextvars.ContextVar("inside", default=None)

# The token that the function being invoked in this thread got.
waiting = contextvars.ContextVar("waiting", default=None)

history = threading.Lock()


def in_jsonata(state_def, ctx):
    return states._state_query_language(state_def, ctx) == "JSONata"


def resolve_params_obj(fixed):
    def run(template, data, ctx=None):
        if (ctx or {}).get("QueryLanguage") == "JSONata":
            return states._apply_jsonata_template(template, data, ctx)
        return fixed(template, data, ctx)

    return run


def finished(state_def, raw_input, ctx, results, following):
    if not in_jsonata(state_def, ctx):
        return results, following
    output = states._apply_jsonata_output(state_def, raw_input, ctx, result=results, default=results)
    states._apply_state_assign(state_def, raw_input, ctx, result=results)
    return output, following


def run_parallel_branches(fixed):
    def run(state_def, raw_input, execution, ctx):
        results, following = fixed(state_def, raw_input, execution, ctx)
        return finished(state_def, raw_input, ctx, results, following)

    return run


def run_distributed_map(fixed):
    def run(state_def, raw_input, effective, iterator, execution, ctx):
        if in_jsonata(state_def, ctx) and "MaxConcurrency" in state_def:
            most = states._jsonata_state_field(state_def, "MaxConcurrency", "number", raw_input, ctx)
            state_def = {**state_def, "MaxConcurrency": most}
        results, following = fixed(state_def, raw_input, effective, iterator, execution, ctx)
        return finished(state_def, raw_input, ctx, results, following)

    return run


def run_sub_machine(fixed):
    def run(sub_states, start_at, input_data, execution, ctx):
        child = "mapRunArn" in execution and not execution["events"]
        variables = {} if child else dict(ctx.get("variables", {}))
        token = inside.set(execution)
        try:
            return fixed(sub_states, start_at, input_data, execution, {**ctx, "variables": variables})
        finally:
            inside.reset(token)

    return run


def execute(kind, fixed):
    def run(state_def, raw_input, *rest):
        ctx = rest[-1]
        if isinstance(state_def.get("TimeoutSeconds"), str) and in_jsonata(state_def, ctx):
            seconds = states._jsonata_state_field(state_def, "TimeoutSeconds", "number", raw_input, ctx)
            state_def = {**state_def, "TimeoutSeconds": seconds}
        execution = inside.get()
        if execution is None:
            return fixed(state_def, raw_input, *rest)
        name = ctx["State"]["Name"]
        states._add_event(execution, f"{kind}StateEntered", {"stateEnteredEventDetails": {"name": name, "input": json.dumps(raw_input)}})
        output, following = fixed(state_def, raw_input, *rest)
        states._add_event(execution, f"{kind}StateExited", {"stateExitedEventDetails": {"name": name, "output": json.dumps(output)}})
        return output, following

    return run


def add_event(fixed):
    def run(execution, event_type, details=None):
        with history:  # branches write at once, and an id is the length
            return fixed(execution, event_type, details)

    return run


def invoke_with_callback(fixed):
    def run(resource, input_data, token, state_def):
        mark = waiting.set(token)
        try:
            return fixed(resource, input_data, token, state_def)
        finally:
            waiting.reset(mark)

    return run


def call_lambda(fixed):
    def run(func_ref, event):
        try:
            return fixed(func_ref, event)
        except states._ExecutionError as failure:
            task = states._task_tokens.get(waiting.get())
            if task is not None:
                task["error"] = {"Error": failure.error, "Cause": failure.cause}
                task["event"].set()
            raise

    return run


def mend() -> None:
    wrappers = {
        "_resolve_params_obj": resolve_params_obj,
        "_run_parallel_branches": run_parallel_branches,
        "_run_distributed_map": run_distributed_map,
        "_run_sub_machine": run_sub_machine,
        "_add_event": add_event,
        "_invoke_with_callback": invoke_with_callback,
        "_call_lambda": call_lambda,
    }
    for kind in ("Pass", "Task", "Choice", "Wait", "Parallel", "Map"):
        wrappers[f"_execute_{kind.lower()}"] = lambda fixed, kind=kind: execute(kind, fixed)
    for name, wrap in wrappers.items():
        setattr(states, name, wrap(getattr(states, name)))
