"""wechat_draft, a public client that writes picture messages by itself, adds and publishes one in the sandbox."""

import pathlib
import tempfile
from unittest import mock

import requests
import stage
from wechat_draft import WechatDraft

FIXED = "https://api.weixin.qq.com"


class WechatDraftTest(stage.SandboxCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(mock.patch.object(requests.Session, "request", self.here(requests.Session.request)))
        kept = str(self.folder / "token.json")
        self.client = WechatDraft(stage.ACCOUNT["appid"], stage.ACCOUNT["secret"], kept, "CRITICAL", get_token_from_server_url="")

    def here(self, request):
        """The client knows one host; what it asks of that goes to the sandbox."""

        def asked(session, method, url, **named):
            self.assertTrue(url.startswith((FIXED, self.address)), url)
            return request(session, method, url.replace(FIXED, self.address, 1), **named)

        return asked

    def picture(self, name):
        path = self.folder / name
        path.write_bytes(stage.PNG)
        return {"image_media_id": self.client.add_permanent_material("image", str(path))["media_id"]}

    def test_a_picture_message_is_added_and_published(self):
        pictures = {"image_list": [self.picture("一.png"), self.picture("二.png")]}
        words = {"title": "雪后内乡", "content": "第一场雪。", "article_type": "newspic"}
        media_id = self.client.create_draft(**words, image_info=pictures)
        listed = self.client.get_draft_list(no_content=False)["item"]
        (kept,) = next(one for one in listed if one["media_id"] == media_id)["content"]["news_item"]
        self.assertEqual((kept["article_type"], kept["image_info"]), ("newspic", pictures))
        publish_id = self.client.publish_article(media_id)
        self.until(lambda: self.client.get_publish_status(publish_id)["publish_status"] == 0)

    def test_a_picture_that_is_not_in_the_library_is_refused(self):
        unknown = {"image_list": [{"image_media_id": "no-such-picture"}]}
        self.assertIsNone(self.client.create_draft(title="雪后内乡", content="第一场雪。", article_type="newspic", image_info=unknown))


if __name__ == "__main__":
    stage.unittest.main()
