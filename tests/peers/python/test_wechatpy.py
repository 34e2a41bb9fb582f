"""wechatpy, a public client, drives the sandbox: drafts, publication, media, customer messages, errors."""

import datetime

import requests
import stage
from wechatpy import WeChatClient
from wechatpy.exceptions import APILimitedException, WeChatClientException


def client_of(case):
    """A client of the sandbox that takes the stable token; the stock client knows only the plain one and one host."""

    class SandboxClient(WeChatClient):
        API_BASE_URL = f"{case.address}/cgi-bin/"

        def fetch_access_token(self):
            body = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
            answer = requests.post(f"{self.API_BASE_URL}stable_token", json=body, timeout=10).json()
            self.session.set(self.access_token_key, answer["access_token"], answer["expires_in"])
            return answer

    return SandboxClient(stage.ACCOUNT["appid"], stage.ACCOUNT["secret"])


class WechatpyTest(stage.SandboxCase):
    def setUp(self):
        self.client = client_of(self)

    def add_draft(self, **article):
        thumb = self.client.material.add("image", ("图.png", stage.PNG, "image/png"))
        base = {"title": "县政府常务会议😀", "content": "<p>正文</p>", "thumb_media_id": thumb["media_id"]}
        return self.client.draft.add([{**base, **article}])["media_id"]

    def errcode(self, call, *arguments, **named):
        with self.assertRaises(WeChatClientException) as raised:
            call(*arguments, **named)
        self.assertIn(" rid: ", raised.exception.errmsg)
        return raised.exception.errcode

    def published(self, media_id):
        publish_id = self.client.freepublish.submit(media_id)["publish_id"]
        return self.until(lambda: (job := self.client.freepublish.get(publish_id))["publish_status"] != 1 and job)

    def test_a_draft_is_added_read_changed_counted_and_deleted(self):
        media_id = self.add_draft()
        article = self.client.draft.get(media_id)["news_item"][0]
        self.assertEqual(article["title"], "县政府常务会议😀")
        self.client.draft.update(media_id, 0, {**article, "title": "改过的标题"})
        listed = self.client.draft.batchget(no_content=1)["item"][0]
        self.assertEqual(listed["content"]["news_item"][0]["title"], "改过的标题")
        before = self.client.draft.count()["total_count"]
        self.client.draft.delete(media_id)
        self.assertEqual(self.client.draft.count()["total_count"], before - 1)
        self.assertEqual(self.errcode(self.client.draft.get, media_id), 40007)

    def test_a_publication_ends_and_its_draft_is_gone(self):
        media_id = self.add_draft()
        job = self.published(media_id)
        self.assertEqual(job["publish_status"], 0)
        self.assertEqual(self.errcode(self.client.draft.get, media_id), 40007)
        article = self.client.freepublish.getarticle(job["article_id"])["news_item"][0]
        self.assertIn("县政府常务会议😀", requests.get(article["url"], timeout=10).content.decode())
        listed = self.client.freepublish.batchget(0, 20)["item"]
        self.assertIn(job["article_id"], [one["article_id"] for one in listed])
        self.client.freepublish.delete(job["article_id"])
        self.assertTrue(self.client.freepublish.getarticle(job["article_id"])["news_item"][0]["is_deleted"])

    def test_a_refused_publication_tells_which_piece(self):
        self.control("outcomes", {"publish_status": 4, "fail_idx": [1]})
        job = self.published(self.add_draft())
        self.assertEqual((job["publish_status"], job["fail_idx"]), (4, [1]))

    def test_a_picture_message_is_published(self):
        pictures = [self.client.material.add("image", ("图.png", stage.PNG, "image/png"))["media_id"] for _ in range(2)]
        listed = {"image_list": [{"image_media_id": one} for one in pictures]}
        message = {"article_type": "newspic", "title": "雪后内乡", "content": "第一场雪。", "image_info": listed}
        media_id = self.client.post("draft/add", data={"articles": [message]})["media_id"]
        kept = self.client.draft.get(media_id)["news_item"][0]
        self.assertEqual((kept["article_type"], kept["image_info"], kept["content"]), ("newspic", listed, "第一场雪。"))
        self.assertEqual(self.published(media_id)["publish_status"], 0)
        none = {**message, "image_info": {"image_list": []}}
        self.assertEqual(self.errcode(self.client.post, "draft/add", data={"articles": [none]}), 45008)

    def test_a_menu_is_made_read_and_taken_away(self):
        page = {"name": "办事", "type": "view", "url": "https://nx.gov.cn/"}
        self.client.menu.create({"button": [page, {"name": "服务", "sub_button": [page]}]})
        button = self.client.menu.get()["menu"]["button"]
        self.assertEqual([one["name"] for one in button], ["办事", "服务"])
        self.assertEqual(self.errcode(self.client.menu.create, {"button": [page] * 4}), 40016)
        self.client.menu.delete()
        # The client takes a menu that is not there for none.
        self.assertIsNone(self.client.menu.get())

    def test_a_comment_is_read_elected_answered_and_deleted(self):
        publish = self.client.freepublish.submit(self.add_draft(need_open_comment=1))
        self.until(lambda: self.client.freepublish.get(publish["publish_id"])["publish_status"] == 0)
        piece = {"msg_data_id": publish["msg_data_id"], "index": 0}
        self.control("comments", {**piece, "openid": "o-reader", "content": "路修得真好"})
        reader = self.client.material
        listed = reader.list_comment(**piece, begin=0, count=49, type=0)
        one = {**piece, "user_comment_id": listed["comment"][0]["user_comment_id"]}
        reader.markelect_comment(**one)
        reader.add_reply_comment(**one, content="谢谢您")
        self.assertEqual(self.errcode(reader.add_reply_comment, **one, content="再谢"), 88005)
        for act in (reader.delete_reply_comment, reader.unmarkelect_comment, reader.delete_comment):
            act(**one)
        self.assertEqual(self.errcode(reader.delete_comment, **one), 88008)
        reader.close_comment(**piece)
        reader.open_comment(**piece)

    def test_figures_are_told_by_day(self):
        self.client.datacube.API_BASE_URL = f"{self.address}/datacube/"
        day = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date() - datetime.timedelta(days=1)
        self.control("figures", {"day": str(day), "followers": 104, "gained": 5, "articles": [{"msg_data_id": "12003", "reads": 40}]})
        self.assertEqual([one["cumulate_user"] for one in self.client.datacube.get_user_cumulate(day, day)], [104])
        self.assertEqual([one["new_user"] for one in self.client.datacube.get_user_summary(day, day)], [5])
        (read,) = self.client.datacube.get_article_summary(day, day)
        self.assertEqual((read["msgid"], read["int_page_read_count"]), ("12003_1", 40))

    def test_images_of_the_body_keep_their_address(self):
        url = self.client.media.upload_image(("图.png", stage.PNG, "image/png"))
        media_id = self.add_draft(content=f'<p>甲</p><img src="{url}"><img src="https://example.com/x.png">')
        content = self.client.draft.get(media_id)["news_item"][0]["content"]
        self.assertIn(url, content)
        self.assertNotIn("example.com", content)

    def test_a_long_title_is_45003(self):
        self.assertEqual(self.errcode(self.add_draft, title="题" * 33), 45003)

    def test_a_revoked_token_is_renewed_by_the_client(self):
        self.client.draft.count()
        self.control("tokens/expire", {})
        self.assertIn("total_count", self.client.draft.count())

    def test_a_spent_quota_is_45009(self):
        self.control("quotas", {"api": "draft/count", "used": 1000})
        with self.assertRaises(APILimitedException):
            self.client.draft.count()
        self.control("quotas/reset", {})

    def test_customer_messages_are_five_to_an_answer(self):
        openid = self.control("citizens/say", {"name": "小李", "content": "路灯坏了"})["openid"]
        for _ in range(5):
            self.client.message.send_text(openid, "您好")
        self.assertEqual(self.errcode(self.client.message.send_text, openid, "您好"), 45047)

    def test_a_user_is_an_openid_without_a_nickname(self):
        openid = self.control("citizens", {"name": "小王"})["openid"]
        user = self.client.user.get(openid)
        self.assertEqual((user["subscribe"], user["openid"]), (1, openid))
        self.assertNotIn("nickname", user)

    def test_a_draft_of_eight_articles_is_published_as_one_and_nine_are_45008(self):
        thumb = self.client.material.add("image", ("图.png", stage.PNG, "image/png"))["media_id"]
        articles = [{"title": f"第{n}条", "content": "<p>正文</p>", "thumb_media_id": thumb} for n in range(9)]
        self.assertEqual(self.errcode(self.client.draft.add, articles), 45008)
        job = self.published(self.client.draft.add(articles[:8])["media_id"])
        self.assertEqual([one["idx"] for one in job["article_detail"]["item"]], list(range(1, 9)))
        self.client.freepublish.delete(job["article_id"], 2)
        shown = self.client.freepublish.getarticle(job["article_id"])["news_item"]
        self.assertEqual([one["is_deleted"] for one in shown].index(True), 1)

    def test_a_mass_message_waits_for_the_administrator(self):
        self.control("accounts", {"appid": stage.ACCOUNT["appid"], "mass_protection": True})
        self.addCleanup(self.control, "accounts", {"appid": stage.ACCOUNT["appid"], "mass_protection": False})
        self.control("citizens", {"name": "小周"})
        sent = self.client.message.send_mass_article(self.add_draft(), is_to_all=True, client_msg_id="waits")
        self.assertEqual(self.client.message.get_mass(sent["msg_id"])["msg_status"], "SENDING")
        self.control("masses/confirm", {"decision": "refuse"})
        self.until(lambda: self.client.message.get_mass(sent["msg_id"])["msg_status"] == "SEND_FAIL")

    def test_a_mass_message_is_sent_once(self):
        self.control("citizens", {"name": "小王"})
        answer = self.client.message.send_mass_article(self.add_draft(), is_to_all=True, client_msg_id="once")
        self.until(lambda: self.client.message.get_mass(answer["msg_id"])["msg_status"] == "SEND_SUCCESS")
        again = self.errcode(self.client.message.send_mass_text, None, "甲", is_to_all=True, client_msg_id="once")
        self.assertEqual(again, 45066)


if __name__ == "__main__":
    stage.unittest.main()
