"""WeRoBot, a public receiver, believes the sandbox's callbacks, plain and AES, and the sandbox reads its replies."""

import threading
import wsgiref.simple_server

import bottle
import requests
import stage
import werobot
from werobot.contrib.bottle import make_view


class Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *_):
        pass


def robot_of(encrypted):
    """A robot that answers what it understood."""
    keys = {"ENCODING_AES_KEY": stage.ACCOUNT["encodingAesKey"], "APP_ID": stage.ACCOUNT["appid"]} if encrypted else {}
    robot = werobot.WeRoBot(token=stage.ACCOUNT["token"], SESSION_STORAGE=False)
    robot.config.update(keys)
    if encrypted:
        robot.use_encryption = True
    robot.seen = []

    @robot.handler
    def answer(message):
        robot.seen.append(message)
        return f"回 {message.type} {getattr(message, 'content', '')}".strip()

    return robot


class ReceiverCase(stage.SandboxCase):
    """The same claims in every mode."""

    encrypted = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.robot = robot_of(cls.encrypted)
        application = bottle.Bottle()
        application.route("/robot", ["GET", "POST"], make_view(cls.robot))
        server = wsgiref.simple_server.make_server("127.0.0.1", 0, application, handler_class=Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        cls.addClassCleanup(server.server_close)
        cls.addClassCleanup(server.shutdown)
        cls.callback = f"http://127.0.0.1:{server.server_port}/robot"

    def setUp(self):
        self.robot.seen.clear()
        self.control("accounts", {"appid": stage.ACCOUNT["appid"], "callbackUrl": self.callback})

    def say(self, **order):
        return self.control("citizens/say", {"name": "小李", **order})

    def received(self):
        self.assertEqual(len(self.robot.seen), 1)
        return self.robot.seen[0]


class Claims:
    def test_the_address_is_verified(self):
        self.assertTrue(self.control("accounts/verify", {})["verified"])

    def test_a_text_is_understood_and_answered(self):
        result = self.say(content="路灯坏了😀 <&]]>")
        message = self.received()
        self.assertEqual(message.content, "路灯坏了😀 <&]]>")
        self.assertEqual((message.source, str(message.message_id)), (result["openid"], result["msg_id"]))
        self.assertEqual(result["answer"]["kind"], "message", result)
        self.assertEqual(result["answer"]["message"]["Content"], "回 text 路灯坏了😀 <&]]>")

    def test_every_length_of_padding_is_read(self):
        for length in range(1, 33):
            result = self.say(content="x" * length)
            self.assertEqual(result["answer"]["message"]["Content"], f"回 text {'x' * length}")

    def test_pictures_places_and_links_are_understood(self):
        self.say(msgtype="image", pic_url="http://mmbiz.qpic.cn/a/0")
        self.say(msgtype="location", label="内乡县", x=33.05, y=111.85)
        self.say(msgtype="link", title="网页", url="http://example.com/")
        self.say(msgtype="voice")
        image, place, link, voice = self.robot.seen
        self.assertEqual(image.img, "http://mmbiz.qpic.cn/a/0")
        self.assertEqual((place.label, place.location), ("内乡县", (33.05, 111.85)))
        self.assertEqual((link.title, voice.type), ("网页", "voice"))

    def test_following_is_an_event(self):
        self.control("citizens/event", {"name": "小王", "event": "subscribe"})
        self.assertEqual(self.received().type, "subscribe_event")

    def test_a_finished_publication_is_an_event(self):
        self.publish()
        event = self.until(lambda: self.robot.seen)[0]
        self.assertEqual(event.type, "publishjobfinish_event")
        self.assertIn(b"<publish_status>0</publish_status>", event.raw)

    def test_a_finished_push_is_an_event_with_its_verdict(self):
        self.control("outcomes", {"kind": "mass", "status": "err(30003)", "check_state": 3})
        self.push()
        event = self.until(lambda: self.robot.seen)[0]
        self.assertEqual(event.type, "masssendjobfinish_event")
        self.assertIn(b"err(30003)", event.raw)
        self.assertIn(b"<CheckState>3</CheckState>", event.raw)

    def test_a_forged_signature_is_refused(self):
        result = self.say(content="假", forge="signature")
        self.assertEqual([one["status"] for one in result["attempts"]], [403])
        self.assertEqual(self.robot.seen, [])

    def publish(self):
        """Publishes a draft through the bare protocol."""
        query, draft = self.draft()
        job = self.call(f"freepublish/submit?{query}", json={"media_id": draft["media_id"]})
        self.assertEqual(job["errcode"], 0)

    def push(self):
        """Pushes a draft through the bare protocol."""
        query, draft = self.draft()
        message = {"filter": {"is_to_all": True}, "msgtype": "mpnews", "mpnews": {"media_id": draft["media_id"]}}
        job = self.call(f"message/mass/sendall?{query}", json={**message, "send_ignore_reprint": 0})
        self.assertEqual(job["errcode"], 0)

    def draft(self):
        """A token in a query, and a draft."""
        credentials = {key: stage.ACCOUNT[key] for key in ("appid", "secret")}
        token = self.call("stable_token", json={"grant_type": "client_credential", **credentials})["access_token"]
        query = f"access_token={token}"
        thumb = self.call(f"material/add_material?type=image&{query}", files={"media": ("图.png", stage.PNG)})
        article = {"title": "标题", "content": "<p>文</p>", "thumb_media_id": thumb["media_id"]}
        return query, self.call(f"draft/add?{query}", json={"articles": [article]})

    def call(self, path, **body):
        return requests.post(f"{self.address}/cgi-bin/{path}", **body, timeout=10).json()


class PlainTest(Claims, ReceiverCase):
    settings = {"mode": "plain"}


class SafeTest(Claims, ReceiverCase):
    settings = {"mode": "safe"}
    encrypted = True


class CompatTest(Claims, ReceiverCase):
    settings = {"mode": "compat"}
    encrypted = True


if __name__ == "__main__":
    stage.unittest.main()
