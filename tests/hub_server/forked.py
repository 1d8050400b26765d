"""Resolves or publishes in child processes that are forked, so that each is cheap.

Reads JSON lines `{"action", "arguments", "count"}`; answers each with the ids of the
children, waits for a line, lets them go all at once and answers with their results.
Started as the installed program, the package does not import Keras.
"""

import json
import os
import sys
import warnings

sys.argv[0] = "keras-seqzoo"

from huggingface_hub import HfApi, hf_hub_download  # noqa: E402

from keras_seqzoo import hub  # noqa: E402

KEPT = HfApi, hf_hub_download
ACTIONS = {
    "resolve": lambda handle: str(hub.resolve(handle)),
    "publish": lambda *arguments: hub.publish(*arguments[:2], token=arguments[2]).tag,
}


def result_of(action, arguments):
    try:
        return {"ok": ACTIONS[action](*arguments)}
    except (ValueError, OSError) as error:
        return {"error": str(error)}


def start(order):
    """Forks a child that waits for its turn; returns its id and two pipes."""
    go, result = os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(go[1])
        os.read(go[0], 1)
        answer = json.dumps(result_of(order["action"], order["arguments"]))
        os.write(result[1], answer.encode())
        os._exit(0)
    os.close(go[0])
    os.close(result[1])
    return pid, go[1], result[0]


def finish(pid, go, result):
    with open(result, encoding="utf-8") as file:
        answer = file.read()
    _, status = os.waitpid(pid, 0)
    os.close(go)
    return json.loads(answer) if answer else {"killed": os.WTERMSIG(status)}


def serve():
    for line in sys.stdin:
        order = json.loads(line)
        children = [start(order) for _ in range(order["count"])]
        print(json.dumps([pid for pid, *_ in children]), flush=True)
        sys.stdin.readline()
        for _, go, _ in children:
            os.write(go, b"g")
        print(json.dumps([finish(*child) for child in children]), flush=True)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    assert "keras" not in sys.modules
    serve()
