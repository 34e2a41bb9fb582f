#!/usr/bin/env python3
"""An OA's side of the bridge, in one file and with nothing but Python: takes steps, and decides them. Where it says YOURS, the
real OA puts the message into somebody's list and waits for a person.

    OA_SECRET=whsec_… OA_ACCOUNT=u1001 python3 oa-bridge.py 9000
"""

import base64, hashlib, hmac, json, os, sys, threading, time, urllib.error, urllib.request, uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEYS = [base64.b64decode(secret.removeprefix("whsec_")) for secret in os.environ.get("OA_SECRET", "").split()]
ACCOUNT = os.environ.get("OA_ACCOUNT", "")
SEEN = set()  # YOURS: a table, for a message may come again after a restart


def sign(key, message_id, timestamp, body):
    content = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


def believe(headers, body):
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:
        return False
    told = headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(sign(key, message_id, timestamp, body), one) for key in KEYS for one in told)


def decide(step):
    """YOURS: ask a person. This one reads nothing and passes everything; a real one returns what was decided, gate by gate."""
    verdicts = [{"gate": gate, "verdict": "pass", "reason": ""} for gate in step["gates"]]
    return {"decision": step["decisions"][0], "reason": "", "verdicts": verdicts}


def send(step):
    decided_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    said = {"type": "step.decided", "step": step["step"], "digest": step["digest"], "account": ACCOUNT, "decidedAt": decided_at}
    body = json.dumps({**said, **decide(step)}, ensure_ascii=False).encode()
    message_id = f"msg_{uuid.uuid4().hex}"  # the same for every attempt at this message
    for pause in (1, 5, 30, 120, 600, 0):
        timestamp = str(int(time.time()))
        headers = {"content-type": "application/json", "webhook-id": message_id, "webhook-timestamp": timestamp}
        headers["webhook-signature"] = sign(KEYS[0], message_id, timestamp, body)
        try:
            with urllib.request.urlopen(urllib.request.Request(step["decideAt"], body, headers), timeout=20) as answer:
                return print("taken:", answer.read().decode(), flush=True)
        except urllib.error.HTTPError as refused:  # 4xx is final: the answer names the field
            if refused.code < 500 and refused.code != 429:
                return print("refused:", refused.code, refused.read().decode(), flush=True)
        except OSError as lost:
            print("lost, sent again:", lost, flush=True)
        time.sleep(pause)


class Inbox(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        believed = believe(self.headers, body)
        self.send_response(204 if believed else 401)  # answer at once, work afterwards
        self.end_headers()
        if not believed or self.headers["webhook-id"] in SEEN:
            return
        SEEN.add(self.headers["webhook-id"])
        message = json.loads(body)
        print(message["type"], message.get("step", ""), flush=True)
        if message["type"] == "step.opened" and ACCOUNT in message["accounts"]:
            threading.Thread(target=send, args=(message,)).start()
        # YOURS: on step.closed take the step out of the list; nobody need decide it any more


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Inbox).serve_forever()
