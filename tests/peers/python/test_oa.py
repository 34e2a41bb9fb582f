"""The examples of an OA and of a connector in docs/ against standardwebhooks, a public library: each believes what the other signed, and
nothing else. The platform itself is held against the examples by their own journeys."""

import base64
import datetime
import importlib.util
import pathlib
import time
import unittest

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

DOCS = pathlib.Path(__file__).parents[3] / "docs"
KEY = bytes(range(32))
SECRET = "whsec_" + base64.b64encode(KEY).decode()
BODY = '{"type":"step.opened","title":"县政府常务会议"}'


def example(file):
    spec = importlib.util.spec_from_file_location("example", DOCS / file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.KEYS = [KEY]
    return module


class Claims:
    file = ""

    def setUp(self):
        self.example = example(self.file)

    def headers(self, timestamp, body=BODY, key=KEY):
        signature = self.example.sign(key, "msg_1", str(timestamp), body.encode())
        return {"webhook-id": "msg_1", "webhook-timestamp": str(timestamp), "webhook-signature": signature}

    def test_the_library_believes_what_the_example_signed(self):
        now = int(time.time())
        self.assertEqual(Webhook(SECRET).verify(BODY, self.headers(now))["type"], "step.opened")
        for wrong in (self.headers(now, key=bytes(32)), self.headers(now, body="{}"), self.headers(now - 400)):
            with self.assertRaises(WebhookVerificationError):
                Webhook(SECRET).verify(BODY, wrong)

    def test_the_example_believes_what_the_library_signed(self):
        now = datetime.datetime.now(datetime.timezone.utc)
        signature = Webhook(SECRET).sign("msg_1", now, BODY)
        headers = {"webhook-id": "msg_1", "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": signature}
        self.assertTrue(self.example.believe(headers, BODY.encode()))
        self.assertFalse(self.example.believe(headers, b"{}"))
        self.assertFalse(self.example.believe({**headers, "webhook-id": "msg_2"}, BODY.encode()))
        self.assertFalse(self.example.believe({**headers, "webhook-timestamp": str(int(time.time()) - 400)}, BODY.encode()))
        self.assertTrue(self.example.believe({**headers, "webhook-signature": f"v1,AAAA {signature}"}, BODY.encode()), "either secret")


class OaTest(Claims, unittest.TestCase):
    file = "oa-bridge.py"


class ConnectorTest(Claims, unittest.TestCase):
    file = "connector.py"


if __name__ == "__main__":
    unittest.main()
