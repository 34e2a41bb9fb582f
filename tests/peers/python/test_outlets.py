"""What leaves for outlets and for the world, read by public programs: feeds by feedparser, fastfeedparser and atoma, NewsML-G2 by the
IPTC's own parser, signatures both ways by standardwebhooks, and the hub by Flask-WebSub as its subscriber."""

import datetime
import http.server
import json
import threading
import unittest

import atoma
import fastfeedparser
import feedparser
import flask
import requests
from flask_websub import subscriber as websub
from NewsMLG2 import NewsMLG2Document
from standardwebhooks.webhooks import Webhook
from werkzeug.serving import make_server

from matrix import COUNTY, MatrixCase, until

CREATE = "mutation($input: OutletInput!) { createOutlet(input: $input) { secret outlet { id pullAddress } } }"
TOKEN = "mutation($id: ID!) { renewOutletToken(id: $id) { token } }"
HAND_ON = "mutation($id: ID!) { decideSyndication(articleId: $id, allowed: true, reason: \"互证\") { allowed } }"
RELEASED = "{ articles(first: 5, filter: { state: RELEASED }) { nodes { id title } } }"


class FeedsTest(MatrixCase):
    def test_feedparser_finds_nothing_wrong_and_every_piece(self):
        for name in ("rss.xml", "atom.xml"):
            parsed = feedparser.parse(self.feed(name).content)
            self.assertEqual(parsed.bozo, 0, parsed.get("bozo_exception"))
            self.assertGreater(len(parsed.entries), 1)
            for entry in parsed.entries:
                self.assertTrue(entry.id.startswith("urn:uuid:") and entry.title and entry.link, entry)
                self.assertIsNotNone(entry.get("published_parsed"), name)
        whole = feedparser.parse(self.feed("rss.xml").content).entries[0]
        self.assertIn("<p>", whole.content[0].value)
        links = {link.rel for link in parsed.feed.links}
        self.assertLessEqual({"self", "hub"}, links)

    def test_the_same_pieces_stand_in_the_json_feed(self):
        answer = self.feed("feed.json")
        self.assertTrue(answer.headers["content-type"].startswith("application/feed+json"))
        fast = fastfeedparser.parse(answer.text)
        read = atoma.parse_json_feed_bytes(answer.content)
        self.assertEqual([item.title for item in read.items], [entry.title for entry in fast.entries])
        self.assertTrue(all(item.content_html and item.id_.startswith("urn:uuid:") for item in read.items))
        self.assertEqual(answer.json()["hubs"][0]["type"], "WebSub")

    def outlet(self, **more):
        """An outlet that is handed one released piece."""
        admin, publisher = self.sign_in("admin"), self.sign_in("publisher")
        name = f"互证{datetime.datetime.now().timestamp()}"
        made = admin(CREATE, input={"name": name, "kind": "NEWS_SITE", "topics": [], **more})["createOutlet"]
        piece = publisher(RELEASED)["articles"]["nodes"][0]
        publisher(HAND_ON, id=piece["id"])
        return admin, made, piece

    def test_the_iptcs_parser_reads_what_an_outlet_fetches(self):
        admin, made, piece = self.outlet()
        token = admin(TOKEN, id=made["outlet"]["id"])["renewOutletToken"]["token"]
        pull = lambda name: requests.get(made["outlet"]["pullAddress"] + name, auth=("reader", token), timeout=10)
        # What else is released meanwhile is handed to it too.
        document = until(lambda: (text := pull("newsml.xml").text) and piece["title"] in text and text)
        start = document.rindex("<newsItem", 0, document.index(piece["title"]))
        item = NewsMLG2Document(document[start:document.index("</newsItem>", start) + len("</newsItem>")].encode()).get_item()
        self.assertTrue(item.guid.startswith("urn:uuid:") and item.version)
        self.assertEqual(str(item.contentmeta.headline[0]), piece["title"])
        parsed = feedparser.parse(pull("rss.xml").content)
        self.assertEqual(parsed.bozo, 0, parsed.get("bozo_exception"))
        self.assertIn(piece["title"], [entry.title for entry in parsed.entries])
        self.assertEqual(requests.get(made["outlet"]["pullAddress"] + "ninjs.json", timeout=10).status_code, 401)

    def test_the_library_believes_our_deliveries_and_we_believe_its_signature(self):
        got = []

        class Endpoint(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                got.append((body, {name.lower(): value for name, value in self.headers.items()}))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        server = http.server.HTTPServer(("127.0.0.1", 0), Endpoint)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.shutdown)
        _, made, piece = self.outlet(endpoint=f"http://127.0.0.1:{server.server_port}/hook")
        hook = Webhook(made["secret"])
        title = lambda document: document["headlines"][0]["value"]
        received = lambda: [hook.verify(body.decode(), headers) for body, headers in got]
        document = until(lambda: next((document for document in received() if title(document) == piece["title"]), None))

        said = json.dumps({"uri": document["uri"], "url": "https://news.example.cn/1"}, ensure_ascii=False)
        now = datetime.datetime.now(datetime.timezone.utc)
        signed = {"webhook-id": "msg_1", "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": hook.sign("msg_1", now, said)}
        tell = lambda headers: requests.post(made["outlet"]["pullAddress"] + "pickups", data=said.encode(), headers=headers, timeout=10)
        self.assertEqual((tell(signed).status_code, tell(signed).status_code), (201, 200), "kept once")
        self.assertEqual(tell({**signed, "webhook-id": "msg_2"}).status_code, 401)


class Kept(dict):
    """What Flask-WebSub keeps its subscriptions in."""

    def close_to_expiration(self, _):
        return iter(())

    def cleanup(self):
        pass


class HubTest(MatrixCase):
    def setUp(self):
        # On loopback there is no TLS, and the library would give no secret over anything else.
        secure, websub.is_secure = websub.is_secure, lambda _: True
        self.addCleanup(setattr, websub, "is_secure", secure)
        self.app = flask.Flask(__name__)
        self.subscriber = websub.Subscriber(Kept(), Kept())
        self.app.register_blueprint(self.subscriber.build_blueprint(url_prefix="/callbacks"))
        self.told, self.confirmed = [], []
        self.subscriber.add_listener(lambda topic, callback, body: self.told.append(body))
        self.subscriber.add_success_handler(lambda topic, callback, mode: self.confirmed.append(mode))
        self.server = make_server("127.0.0.1", 0, self.app, threaded=True)
        self.app.config["SERVER_NAME"] = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.shutdown)

    def test_a_subscriber_finds_the_hub_confirms_and_is_sent_the_feed_signed(self):
        topic = f"{self.url}/feeds/{COUNTY}/atom.xml"
        with self.app.app_context():
            found = websub.discover(topic)
            self.assertEqual(found["topic_url"], topic)
            callback = self.subscriber.subscribe(lease_seconds=600, **found)
        until(lambda: self.confirmed == ["subscribe"])
        # The library verifies the signature, and drops in silence what does not fit.
        body = until(lambda: self.told and self.told[0])
        self.assertEqual(feedparser.parse(body).bozo, 0)
        self.assertEqual(self.subscriber.storage[callback]["lease_seconds"], 600)
        with self.app.app_context():
            self.subscriber.unsubscribe(callback)
        until(lambda: self.confirmed == ["subscribe", "unsubscribe"])

    def test_a_topic_of_another_site_is_no_topic_here(self):
        hub = f"{self.url}/feeds/{COUNTY}/hub"
        asked = {"hub.mode": "subscribe", "hub.callback": "http://127.0.0.1:9/", "hub.topic": "https://example.cn/feed"}
        self.assertEqual(requests.post(hub, data=asked, timeout=10).status_code, 400)


if __name__ == "__main__":
    unittest.main()
