"""Brings MiniStack's EventBridge Scheduler (1.5.33) closer to AWS:

- a rate() first fires at its StartDate, or at once without one; MiniStack waits
  for one interval from the schedule's creation;
- the context attribute <aws.scheduler.scheduled-time> in a target's input is
  replaced by the time for which the schedule stood;
- ListSchedules has pages; MiniStack ends after the first 100;
- it looks every second instead of every ten.

And it gives the Scheduler, and nothing else, a clock that can be set ahead, so
that nobody waits for days: POST /_ministack/config {"scheduler.ahead": seconds}.
"""

import json
import time
from datetime import datetime, timezone

from ministack import app
from ministack.services import eventbridge, scheduler


class Clock:
    """Stands in for the module time of MiniStack's scheduler."""

    ahead = 0.0  # seconds

    def time(self):
        return time.time() + self.ahead

    def sleep(self, seconds):
        time.sleep(seconds)


clock = Clock()


def create_schedule(fixed):
    def run(name, body):
        answer = fixed(name, body)
        interval = eventbridge._parse_rate_seconds(body.get("ScheduleExpression", ""))
        if answer[0] == 200 and interval is not None:
            key = f"{body.get('GroupName', 'default')}/{name}"
            first = scheduler._to_epoch(body.get("StartDate")) or clock.time()
            state_key = (scheduler.get_account_id(), scheduler.get_region(), key)
            scheduler._schedule_last_fired[state_key] = first - interval
        return answer

    return run


def scheduled_time(schedule, now):
    at = scheduler._at_time_epoch(schedule["ScheduleExpression"])
    if at is None:
        interval = eventbridge._parse_rate_seconds(schedule["ScheduleExpression"])
        first = scheduler._to_epoch(schedule.get("StartDate")) or schedule["CreationDate"]
        at = now if interval is None else first + (now - first) // interval * interval
    return datetime.fromtimestamp(at, tz=timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def invoke_target(fixed):
    def run(target, event, rule, view=None):
        if event.get("Source") == "aws.scheduler" and target.get("Input"):
            said = target["Input"].replace("<aws.scheduler.scheduled-time>", scheduled_time(rule, event["Time"]))
            target = {**target, "Input": said}
        return fixed(target, event, rule, view)

    return run


def list_schedules(fixed):
    def run(query):
        status, headers, body = fixed({**query, "MaxResults": 1_000_000})
        found = sorted(json.loads(body)["Schedules"], key=lambda s: s["Name"])
        start, size = int(query.get("NextToken") or 0), int(query.get("MaxResults", 100))
        page = {"Schedules": found[start : start + size]}
        if start + size < len(found):
            page["NextToken"] = str(start + size)
        return status, headers, json.dumps(page).encode()

    return run


def configure(fixed):
    async def run(path, method, body):
        if path == "/_ministack/config" and method == "POST":
            said = json.loads(body or b"{}")
            if "scheduler.ahead" in said:
                clock.ahead = float(said["scheduler.ahead"])
                return 200, {"Content-Type": "application/json"}, json.dumps({"applied": said}).encode()
        return await fixed(path, method, body)

    return run


def mend() -> None:
    for name in ("time", "_SCHEDULE_TICK_INTERVAL", "_to_epoch", "_at_time_epoch", "_schedule_last_fired"):
        getattr(scheduler, name)  # a name that is gone ends the start
    scheduler.time = clock
    scheduler._SCHEDULE_TICK_INTERVAL = 1
    scheduler._create_schedule = create_schedule(scheduler._create_schedule)
    scheduler._list_schedules = list_schedules(scheduler._list_schedules)
    eventbridge._invoke_target = invoke_target(eventbridge._invoke_target)
    app._handle_admin_config_request = configure(app._handle_admin_config_request)
