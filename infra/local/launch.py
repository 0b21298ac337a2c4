"""Starts MiniStack for internal/localaws, with five things that it lacks.

1. The account's SES rate. Real accounts differ, MiniStack's answer is fixed at
   14 a second: TOCSIN_LOCAL_SEND_RATE is what GetSendQuota says here.
2. A leash. Standard input is a pipe from the process that started us and is
   never written to. When it closes, that process is gone, however it died, and
   our process group (we and every function we run) ends with it.
3. What the workflow needs of Step Functions: see aws_states.py.
4. The resources that narrow policies name: see aws_iam.py.
5. What the reminders need of the Scheduler: see aws_scheduler.py.
"""

import os
import signal
import sys
import threading

from ministack import app
from ministack.services import ses

sys.dont_write_bytecode = True  # leave no trace in the work tree
import aws_iam  # noqa: E402
import aws_scheduler  # noqa: E402
import aws_states  # noqa: E402


def leash() -> None:
    sys.stdin.buffer.read()
    os.killpg(0, signal.SIGKILL)


def quota_with(rate: float):
    fixed = ses._get_send_quota

    def get_send_quota(params):
        status, headers, body = fixed(params)
        text = body.decode() if isinstance(body, bytes) else body
        said = "<MaxSendRate>14.0</MaxSendRate>"
        if said not in text:
            raise RuntimeError("GetSendQuota changed: adapt infra/local/launch.py")
        text = text.replace(said, f"<MaxSendRate>{rate}</MaxSendRate>")
        return status, headers, text.encode() if isinstance(body, bytes) else text

    return get_send_quota


if __name__ == "__main__":
    threading.Thread(target=leash, daemon=True).start()
    ses._get_send_quota = quota_with(float(os.environ["TOCSIN_LOCAL_SEND_RATE"]))
    aws_states.mend()
    aws_iam.mend()
    aws_scheduler.mend()
    app.main()
