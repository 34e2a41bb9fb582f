"""The sandbox as a process of its own, and its control API."""

import json
import pathlib
import subprocess
import tempfile
import time
import unittest

import requests

SERVER = pathlib.Path(__file__).parents[2] / "sandboxes" / "wechat" / "server.mjs"
ACCOUNT = {
    "appid": "wx4113250000000001",
    "secret": "a-secret-of-the-peers-test",
    "token": "peers",
    # The last character carries spare bits: not canonical base64, as real keys are not.
    "encodingAesKey": "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    "name": "内乡发布",
    "publish_delay_ms": 10,
    "callback_gap_ms": 10,
}
# A PNG of one pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)


class SandboxCase(unittest.TestCase):
    """Each test class has a sandbox of its own with one account."""

    settings: dict = {}

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        accounts = pathlib.Path(folder.name) / "accounts.json"
        accounts.write_text(json.dumps([{**ACCOUNT, **cls.settings}], ensure_ascii=False), encoding="utf-8")
        command = ["node", str(SERVER), "--port", "0", "--accounts", str(accounts)]
        cls.process = subprocess.Popen(command, stdout=subprocess.PIPE)
        cls.addClassCleanup(cls._stop)
        cls.address = json.loads(cls.process.stdout.readline())["listening"]

    @classmethod
    def _stop(cls):
        cls.process.terminate()
        cls.process.wait(10)
        cls.process.stdout.close()

    def control(self, path, body=None):
        """POSTs an order, or GETs when there is no body."""
        url = f"{self.address}/_sandbox/{path}"
        answer = requests.get(url, timeout=30) if body is None else requests.post(url, json=body, timeout=30)
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def until(self, condition):
        """Waits for something truthy, at most five seconds."""
        end = time.monotonic() + 5
        while time.monotonic() < end:
            value = condition()
            if value:
                return value
            time.sleep(0.01)
        self.fail("not reached in time")
