//! 公众号留言: fetched from the platform, and what the staff ask for is done there.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use platform::{Refusal as _, jobs};
use publishing::comment::{self, Act, ActError, Comment, Filter};
use publishing::reading::{self, Reading, What};
use publishing::{AccountId, CommentId, TargetId};
use serde_json::{Value, json};
use tests::{Process, until};

use crate::county::Fault;
use crate::desk::{Desk, filing};

struct Readers {
    desk: Desk,
    account: AccountId,
    target: TargetId,
    data_id: String,
    _worker: Process,
}

impl Readers {
    /// A live piece, with these words of readers under it, fetched.
    async fn wrote(words: &[&str]) -> Result<Self, Fault> {
        let desk = Desk::open().await?;
        desk.hurry(1, 2).await?;
        let account = desk.account("wxreaders", Some(filing()), None).await?;
        let piece = desk.piece("读者有话说").await?;
        desk.plan(&piece, &[account]).await??;
        let worker = desk.worker(2, None);
        until("it is live", async || desk.targets().await.ok()?.contains_key("live").then_some(())).await;
        let published = desk.world.wechat().await.look("effects?effect=published").await;
        let data_id = published[0]["msg_data_id"].as_str().ok_or("no data id")?.to_owned();
        let target =
            sqlx::query_scalar("select id from release_target").fetch_one(&mut desk.county.all_seeing().await?).await?;
        let readers = Self { desk, account, target: TargetId(target), data_id, _worker: worker };
        for word in words {
            let comment =
                json!({ "appid": "wxreaders", "msg_data_id": readers.data_id, "openid": "o-reader", "content": word });
            readers.desk.world.wechat().await.tell("comments", &comment).await;
        }
        readers.fetch().await?;
        Ok(readers)
    }

    async fn fetch(&self) -> Result<(), Fault> {
        let mut tx = self.desk.county.system().await?;
        let now = tx.now();
        jobs::enqueue(&mut tx, "wechat.comments", &self.target.to_string(), now, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Somebody asks for them.
    async fn fetch_by_hand(&self) -> Result<(), Fault> {
        let mut tx = self.desk.county.begin(&self.desk.publisher).await?;
        comment::fetch(&mut tx, &self.desk.publisher, self.account).await?;
        tx.commit().await?;
        Ok(())
    }

    /// How reading them goes.
    async fn reading(&self) -> Result<Reading, Fault> {
        let mut tx = self.desk.county.begin(&self.desk.publisher).await?;
        Ok(reading::list(&mut tx, What::Comments).await?.pop().ok_or("never read")?)
    }

    async fn list(&self) -> Result<Vec<Comment>, Fault> {
        let mut tx = self.desk.county.begin(&self.desk.publisher).await?;
        Ok(comment::list(&mut tx, &self.desk.publisher, Filter::default(), None, 20).await?.rows)
    }

    /// Waits until the only comment satisfies.
    async fn the_one(&self, what: &str, wanted: impl Fn(&Comment) -> bool) -> Comment {
        until(what, async || self.list().await.ok()?.into_iter().find(|comment| wanted(comment))).await
    }

    async fn ask(&self, id: CommentId, act: Act) -> Result<Comment, ActError> {
        let mut tx = self.desk.county.begin(&self.desk.publisher).await.unwrap();
        let asked = comment::act(&mut tx, &self.desk.publisher, id, act).await;
        if asked.is_ok() {
            tx.commit().await.unwrap();
        }
        asked
    }

    /// The comments as the platform has them.
    async fn there(&self) -> Value {
        self.desk.world.wechat().await.look("state?appid=wxreaders").await["comments"].clone()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_comment_is_fetched_shown_answered_and_deleted_there() -> Result<(), Fault> {
    let readers = Readers::wrote(&["路修得真好"]).await?;
    let one = readers.the_one("it is fetched", |_| true).await;
    assert_eq!((one.content.as_str(), one.elected, one.reply.as_deref()), ("路修得真好", false, None));
    readers.ask(one.id, Act::Show(true)).await?;
    readers.the_one("readers see it", |comment| comment.elected && comment.wanted.is_none()).await;
    readers.ask(one.id, Act::Reply("谢谢您".to_owned())).await?;
    readers.the_one("it is answered", |comment| comment.reply.as_deref() == Some("谢谢您")).await;
    let there = readers.there().await.to_string();
    assert!(there.contains("谢谢您") && there.contains("\"comment_type\":1"), "{there}");
    readers.fetch().await?;
    readers.ask(one.id, Act::Delete).await?;
    until("it is gone", async || readers.list().await.ok()?.is_empty().then_some(())).await;
    assert!(!readers.there().await.to_string().contains("路修得真好"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i7_neither_who_wrote_it_nor_their_number_is_kept() -> Result<(), Fault> {
    let readers = Readers::wrote(&["请打 13812345678 找我"]).await?;
    let one = readers.the_one("it is fetched", |_| true).await;
    assert!(!one.content.contains("13812345678"), "{}", one.content);
    let kept: String = sqlx::query_scalar("select string_agg(c::text, '') from wechat_comment c")
        .fetch_one(&mut readers.desk.county.all_seeing().await?)
        .await?;
    assert!(!kept.contains("o-reader") && !kept.contains("13812345678"), "{kept}");
    let refused = readers.ask(one.id, Act::Reply(" ".to_owned())).await.unwrap_err();
    assert_eq!((refused.reason(), refused.fields()[0].field.as_str()), ("INVALID_INPUT", "content"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_comment_deleted_over_there_leaves_the_list_and_a_refusal_is_shown() -> Result<(), Fault> {
    let readers = Readers::wrote(&["第一条"]).await?;
    let one = readers.the_one("it is fetched", |_| true).await;
    let wechat = readers.desk.world.wechat().await;
    wechat.tell("faults", &json!({ "kind": "errcode", "errcode": 45009, "path": "comment/markelect" })).await;
    readers.ask(one.id, Act::Show(true)).await?;
    let refused = readers.the_one("it is refused", |comment| comment.error_text.is_some()).await;
    assert!(!refused.elected && refused.wanted.is_none(), "{refused:?}");
    wechat.tell("faults", &json!({ "kind": "errcode", "errcode": 88008, "path": "comment/markelect" })).await;
    readers.ask(one.id, Act::Show(true)).await?;
    until("it is gone", async || readers.list().await.ok()?.is_empty().then_some(())).await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_without_comments_says_so_and_goes_on_publishing() -> Result<(), Fault> {
    let readers = Readers::wrote(&[]).await?;
    let wechat = readers.desk.world.wechat().await;
    wechat.tell("accounts", &json!({ "appid": "wxreaders", "comments": false })).await;
    readers.fetch().await?;
    let refused = until("it is refused", async || readers.reading().await.ok()?.refused).await;
    assert!(refused.1.contains("88000"), "{}", refused.1);
    let paused: bool = sqlx::query_scalar("select exists (select from account where state = 'paused')")
        .fetch_one(&mut readers.desk.county.all_seeing().await?)
        .await?;
    assert!(!paused);
    // Once the platform gave the right, somebody has them read again.
    wechat.tell("accounts", &json!({ "appid": "wxreaders", "comments": true })).await;
    readers.fetch_by_hand().await?;
    until("it is read", async || readers.reading().await.ok()?.refused.is_none().then_some(())).await;
    Ok(())
}

#[tokio::test]
async fn where_no_piece_is_watched_nothing_is_promised() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxsilent", Some(filing()), None).await?;
    let mut tx = desk.county.begin(&desk.publisher).await?;
    let refused = comment::fetch(&mut tx, &desk.publisher, account).await.unwrap_err();
    assert_eq!(refused.reason(), "NOTHING_WATCHED");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_later_answer_takes_the_place_of_an_earlier_one() -> Result<(), Fault> {
    let readers = Readers::wrote(&["请问何时通车"]).await?;
    let one = readers.the_one("it is fetched", |_| true).await;
    for answer in ["年底", "明年三月"] {
        readers.ask(one.id, Act::Reply(answer.to_owned())).await?;
        readers.the_one("it is answered", |comment| comment.reply.as_deref() == Some(answer)).await;
    }
    let there = readers.there().await.to_string();
    assert!(there.contains("明年三月") && !there.contains("年底"), "{there}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_asked_for_is_in_the_audit_and_twice_at_once_is_refused() -> Result<(), Fault> {
    let readers = Readers::wrote(&["好"]).await?;
    let one = readers.the_one("it is fetched", |_| true).await;
    let wechat = readers.desk.world.wechat().await;
    wechat.tell("faults", &json!({ "kind": "delay", "ms": 2000, "path": "comment/markelect" })).await;
    readers.ask(one.id, Act::Show(true)).await?;
    assert_eq!(readers.ask(one.id, Act::Delete).await.unwrap_err().reason(), "COMMENT_BUSY");
    readers.the_one("readers see it", |comment| comment.elected).await;
    let acts: Vec<String> =
        sqlx::query_scalar("select action from audit_event where action like 'comment.%' order by seq")
            .fetch_all(&mut readers.desk.county.all_seeing().await?)
            .await?;
    assert_eq!(acts, ["comment.act", "comment.done"]);
    Ok(())
}
