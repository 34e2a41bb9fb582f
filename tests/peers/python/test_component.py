"""wechatpy's WeChatComponent, a public third-party platform, takes the sandbox's ticket and cares for an account of it."""

import http.server
import threading
from urllib.parse import parse_qs, urlsplit

import requests
import stage
from wechatpy.client import WeChatComponentClient
from wechatpy.component import WeChatComponent
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import WeChatClientException
from wechatpy.parser import parse_message

COMPONENT = {"appid": "wxc0000000000000001", "secret": "a-secret-of-the-platform", "token": "platform", "callback_gap_ms": 10}
KEY = "zyxwvutsrqponmlkjihgfedcba0123456789ABCDEFG"


def platform_of(address):
    """The stock platform, which knows one host."""

    class SandboxComponent(WeChatComponent):
        API_BASE_URL = f"{address}/cgi-bin"
        PRE_AUTH_URL = f"{address}/cgi-bin/componentloginpage"

    return SandboxComponent(COMPONENT["appid"], COMPONENT["secret"], COMPONENT["token"], KEY)


class Receiver(http.server.BaseHTTPRequestHandler):
    """Takes events at /events and messages at /messages/APPID, with wechatpy alone."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        query = {name: value for name, (value,) in parse_qs(urlsplit(self.path).query).items()}
        proof = [query[name] for name in ("msg_signature", "timestamp", "nonce")]
        here = self.server
        if self.path.startswith("/events"):
            here.events.append(here.platform.parse_message(body, *proof))
        else:
            plain = WeChatCrypto(COMPONENT["token"], KEY, COMPONENT["appid"]).decrypt_message(body, *proof)
            here.messages.append((self.path.split("?")[0], parse_message(plain)))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"success")

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        """What is not believed is answered with nothing, and is no news."""


class ComponentTest(stage.SandboxCase):
    def setUp(self):
        self.platform = platform_of(self.address)
        self.server = Server(("127.0.0.1", 0), Receiver)
        self.server.platform, self.server.events, self.server.messages = self.platform, [], []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        here = f"http://127.0.0.1:{self.server.server_port}"
        known = {"encodingAesKey": KEY, "callbackUrl": f"{here}/events", "messagesUrl": f"{here}/messages/$APPID$"}
        self.control("reset", {})
        self.control("components", {**COMPONENT, **known, "rotates_refresh": False})
        self.assertTrue(self.control("components/ticket", {})["told"])

    def authorise(self):
        """The account's administrator chooses it on the page; the code of the event is what wechatpy exchanges."""
        page = self.platform.get_pre_auth_url("http://platform.example/back?state=1")
        sent = requests.post(page, data={"appid": stage.ACCOUNT["appid"]}, allow_redirects=False, timeout=10)
        self.assertEqual(sent.status_code, 302)
        return sent.headers["location"]

    def client(self):
        WeChatComponentClient.API_BASE_URL = f"{self.address}/cgi-bin/"
        return self.platform.get_client_by_appid(stage.ACCOUNT["appid"])

    def errcode(self, call, *arguments):
        with self.assertRaises(WeChatClientException) as raised:
            call(*arguments)
        return raised.exception.errcode

    def test_the_ticket_is_read_and_exchanged_for_a_token(self):
        self.assertEqual(self.server.events[0].type, "component_verify_ticket")
        self.assertEqual(self.server.events[0].verify_ticket, self.platform.component_verify_ticket)
        self.assertTrue(self.platform.access_token)

    def test_a_ticket_that_ended_is_not_exchanged(self):
        self.control("components/ticket/expire", {})
        self.assertEqual(self.errcode(self.platform.fetch_access_token), 61005)

    def test_an_account_is_authorised_and_published_for(self):
        self.assertIn("auth_code=", self.authorise())
        (event,) = self.server.events[1:]
        self.assertEqual((event.type, event.authorizer_appid), ("authorized", stage.ACCOUNT["appid"]))
        self.assertTrue(event.query_auth_result["authorization_info"]["func_info"])
        client = self.client()
        thumb = client.material.add("image", ("图.png", stage.PNG, "image/png"))["media_id"]
        draft = client.draft.add([{"title": "县政府常务会议", "content": "<p>正文</p>", "thumb_media_id": thumb}])
        publish_id = client.freepublish.submit(draft["media_id"])["publish_id"]
        self.until(lambda: client.freepublish.get(publish_id)["publish_status"] == 0)

    def test_the_account_is_described_and_listed(self):
        self.authorise()
        told = self.platform.get_authorizer_info(stage.ACCOUNT["appid"])
        self.assertEqual(told["authorizer_info"]["nick_name"], stage.ACCOUNT["name"])
        listed = self.platform.get_authorizer_list()
        self.assertEqual([one["authorizer_appid"] for one in listed["list"]], [stage.ACCOUNT["appid"]])

    def test_a_refresh_token_that_was_replaced_is_refused(self):
        self.authorise()
        self.control("components", {"appid": COMPONENT["appid"], "rotates_refresh": True})
        appid = stage.ACCOUNT["appid"]
        first = self.platform.session.get(f"{appid}_refresh_token")
        second = self.platform.refresh_authorizer_token(appid, first)["authorizer_refresh_token"]
        self.assertNotEqual(second, first)
        self.assertEqual(self.errcode(self.platform.refresh_authorizer_token, appid, first), 61023)

    def test_a_citizens_message_comes_to_the_platform_under_its_key(self):
        self.authorise()
        self.control("citizens/say", {"name": "小李", "content": "路灯坏了😀"})
        ((path, message),) = self.server.messages
        self.assertEqual((path, message.content), (f"/messages/{stage.ACCOUNT['appid']}", "路灯坏了😀"))

    def test_an_account_that_is_taken_back_is_61003(self):
        self.authorise()
        client = self.client()
        self.control("components/unauthorize", {})
        self.assertEqual(self.server.events[-1].type, "unauthorized")
        self.assertEqual(self.errcode(client.draft.count), 61003)

    def test_an_event_under_another_token_is_not_believed(self):
        self.server.platform = WeChatComponent(COMPONENT["appid"], COMPONENT["secret"], "another", KEY)
        self.assertFalse(self.control("components/ticket", {})["told"])


if __name__ == "__main__":
    stage.unittest.main()
