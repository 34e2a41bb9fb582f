"""A demo matrix of JUZHEN_BIN with a newspaper beside it, and the people who use it."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time
import unittest

import requests

ROOT = pathlib.Path(__file__).parents[3]
BINARY = os.environ.get("JUZHEN_BIN", str(ROOT / "target" / "debug" / "juzhen"))
NEWSPAPER = ROOT / "tests" / "sandboxes" / "newspaper" / "server.mjs"
COUNTY = 411325


def until(condition, seconds=60):
    """Waits for something truthy."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError("it did not come to be")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MatrixCase(unittest.TestCase):
    """One matrix for all tests of a class."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="juzhen-peers-", ignore_cleanup_errors=True)
        cls.addClassCleanup(folder.cleanup)
        # The database runs as a user of its own when the tests run as root.
        os.chmod(folder.name, 0o755)
        paper = subprocess.Popen(["node", str(NEWSPAPER), "--port", "0"], stdout=subprocess.PIPE)
        cls.addClassCleanup(cls.end, paper, signal.SIGTERM)
        newspaper = json.loads(paper.stdout.readline())["listening"]
        cls.url = f"http://127.0.0.1:{free_port()}"
        listen = cls.url.removeprefix("http://")
        command = [BINARY, "dev", "--data", f"{folder.name}/data", "--listen", listen, "--newspaper", newspaper]
        with open(f"{folder.name}/juzhen.log", "wb") as log:
            matrix = subprocess.Popen(command, cwd=folder.name, stdout=log, stderr=log)
        cls.addClassCleanup(cls.end, matrix, signal.SIGINT)
        until(cls.released, 180)

    @staticmethod
    def end(process, how):
        process.send_signal(how)
        process.wait(30)
        if process.stdout:
            process.stdout.close()

    @classmethod
    def released(cls):
        """The feed, once the worker has released the demo's pieces."""
        try:
            answer = requests.get(f"{cls.url}/feeds/{COUNTY}/feed.json", timeout=10)
        except requests.exceptions.ConnectionError:
            return None
        return answer.ok and len(answer.json()["items"]) > 1 and answer

    def feed(self, name, **headers):
        answer = requests.get(f"{self.url}/feeds/{COUNTY}/{name}", headers=headers, timeout=10)
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer

    def sign_in(self, login):
        """A person of the county: what they return asks the console."""
        session = requests.Session()
        address = f"{self.url}/console/graphql"

        def ask(query, **variables):
            answer = session.post(address, json={"query": query, "variables": variables}, timeout=30).json()
            self.assertNotIn("errors", answer, answer)
            return answer["data"]

        query = "mutation($county: Int!, $login: String!) { signIn(county: $county, login: $login, password: \"Juzhen-2026\") { csrfToken } }"
        session.headers["x-juzhen-csrf"] = ask(query, county=COUNTY, login=login)["signIn"]["csrfToken"]
        return ask
