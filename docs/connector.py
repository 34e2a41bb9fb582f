#!/usr/bin/env python3
"""The other side of a connector, in one file and with nothing but Python: takes approved pieces and puts them on a platform. Where it
says YOURS, the real one calls the platform. Every message is answered with how the piece stands.

    CONNECTOR_SECRET=whsec_… python3 connector.py 9100
"""

import base64, hashlib, hmac, json, os, sys, threading, time, urllib.error, urllib.request, uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEYS = [base64.b64decode(secret.removeprefix("whsec_")) for secret in os.environ.get("CONNECTOR_SECRET", "").split()]
SITE = os.environ.get("CONNECTOR_SITE", "https://platform.example.cn")
PIECES, LOCK = {}, threading.Lock()  # YOURS: a table with the target as its key, so that a restart publishes nothing twice


def sign(key, message_id, timestamp, body):
    content = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


def believe(headers, body):
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:
        return False
    told = headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(sign(key, message_id, timestamp, body), one) for key in KEYS for one in told)


def publish(message):
    """YOURS: put it on the platform. Pictures are fetched at their href; `text` suits short messages, `html` long ones."""
    piece = message["piece"]
    pictures = [urllib.request.urlopen(file["href"], timeout=20).read() for file in piece["files"] if file["kind"] == "picture"]
    print("published:", message["account"]["handle"], piece["title"], len(pictures), "pictures", flush=True)
    return {"state": "live", "url": f"{SITE}/{message['target']}", "id": message["target"][:8]}


def report(message, result):
    body = json.dumps({"type": "release.result", "target": message["target"], **result}, ensure_ascii=False).encode()
    message_id = f"msg_{uuid.uuid4().hex}"  # the same for every attempt at this message
    for pause in (1, 5, 30, 120, 600, 0):
        timestamp = str(int(time.time()))
        headers = {"content-type": "application/json", "webhook-id": message_id, "webhook-timestamp": timestamp}
        headers["webhook-signature"] = sign(KEYS[0], message_id, timestamp, body)
        try:
            with urllib.request.urlopen(urllib.request.Request(message["resultAt"], body, headers), timeout=20) as answer:
                return print("taken:", answer.read().decode(), flush=True)
        except urllib.error.HTTPError as refused:  # 4xx is final: the answer names the field
            if refused.code < 500 and refused.code != 429:
                return print("refused:", refused.code, refused.read().decode(), flush=True)
        except OSError as lost:
            print("lost, sent again:", lost, flush=True)
        time.sleep(pause)


def work(message):
    try:
        result = publish(message)
    except Exception as fault:  # YOURS: only what surely did not go out has failed; keep `accepted` where you do not know
        result = {"state": "failed", "reason": str(fault)}
    PIECES[message["target"]] = result
    report(message, result)


def answer(message):
    """How the piece stands. A message that comes again starts nothing again."""
    target, kind = message.get("target"), message["type"]
    with LOCK:
        if kind == "release.publish" and target not in PIECES:
            PIECES[target] = {"state": "accepted"}
            threading.Thread(target=work, args=(message,)).start()
        if kind == "release.withdraw":
            PIECES[target] = {"state": "withdrawn"}  # YOURS: delete it there; `accepted` and a result later where that takes time
        return PIECES.get(target, {"state": "unknown"})


class Inbox(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        message = json.loads(body) if believe(self.headers, body) else None
        said = json.dumps(answer(message) if message and message["type"] != "ping" else {"state": "accepted"}).encode()
        self.send_response(200 if message else 401)
        self.end_headers()
        self.wfile.write(said if message else b"")
        print(message["type"] if message else "forged", flush=True)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Inbox).serve_forever()
