//! 群发: a piece pushed to an account's followers, its wait for the administrator, and what holds when answers are lost or refused.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use platform::Clock;
use publishing::AccountId;
use publishing::fault::Point;
use publishing::release::{self, Bundle, Release, Withdrawal, schedule};
use publishing::wechat::{MassEvent, handle_mass_event};
use serde_json::{Value, json};
use tests::{World, until};
use time::format_description::well_known::Rfc3339;

use crate::county::Fault;
use crate::desk::{Desk, filing, kill_at};
use crate::story::matrix::{APPID, Matrix};
use crate::story::reviewing::approve;
use crate::story::writing::{Piece, paragraphs};

const PLAN: &str = "mutation($article: ID!, $account: ID!, $at: DateTime!) {
    planRelease(articleId: $article, accountIds: [$account], pushTo: [$account], scheduledAt: $at) { id targets { way } } }";
const TARGET: &str = "query($id: ID!) { release(id: $id) { targets { state confirmBy externalUrl errorText } } }";

impl Desk {
    /// An account at the sandbox, with settings of its own there.
    async fn pushing(&self, appid: &str, settings: Value) -> Result<AccountId, Fault> {
        let account = self.account(appid, Some(filing()), None).await?;
        let mut known = settings;
        known["appid"] = json!(appid);
        self.world.wechat().await.tell("accounts", &known).await;
        Ok(account)
    }

    /// Looks and names are heard at once.
    async fn hear_names(&self) -> Result<(), Fault> {
        self.hurry(1, 2).await?;
        self.hear_names_after(1).await
    }

    /// Plans one message of several pieces, for now.
    async fn bundle(
        &self,
        pieces: &[content::Article],
        account: AccountId,
        pushed: bool,
    ) -> Result<Vec<Release>, Fault> {
        let mut tx = self.county.begin(&self.publisher).await?;
        let articles = pieces.iter().map(|piece| piece.id).collect();
        let bundle = Bundle { account, articles, pushed, scheduled_at: tx.now() };
        let planned = release::bundle(&mut tx, &self.publisher, bundle).await?;
        tx.commit().await?;
        Ok(planned)
    }

    /// How many pieces the accounts that a release stands on still take down today.
    async fn takedowns_left(&self, release: &Release) -> Result<Vec<i32>, Fault> {
        let mut tx = self.county.begin(&self.publisher).await?;
        let found = release::takedowns(&mut tx, &[release.id]).await?;
        Ok(found.iter().map(|budget| budget.left).collect())
    }

    /// What stands in the way of one more piece on the account now.
    async fn conflicts(&self, piece: &content::Article, account: AccountId) -> Result<Vec<schedule::Conflict>, Fault> {
        let mut tx = self.county.begin(&self.publisher).await?;
        let now = tx.now();
        Ok(schedule::of_plan(&mut tx, &self.publisher, piece.id, vec![account], now).await?)
    }

    /// So many pushes a month.
    async fn limit_pushes(&self, account: AccountId, most: i32) -> Result<(), Fault> {
        let sql = "update account set settings = settings || jsonb_build_object('pushesPerMonth', $2) where id = $1";
        sqlx::query(sql).bind(account.0).bind(most).execute(&mut self.county.all_seeing().await?).await?;
        Ok(())
    }

    async fn reaches(&self, state: &str) {
        until(&format!("a target is {state}"), async || self.targets().await.ok()?.contains_key(state).then_some(()))
            .await;
    }

    async fn error(&self) -> Result<(String, String), Fault> {
        let sql = "select error_code, error_text from release_target";
        Ok(sqlx::query_as(sql).fetch_one(&mut self.county.all_seeing().await?).await?)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c18_a_push_waits_for_the_administrator_and_the_event_tells_where_it_stands() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let matrix = Matrix::open(&world, &app).await?;
    world.wechat().await.tell("accounts", &json!({ "appid": APPID, "mass_protection": true })).await;
    let piece =
        Piece::submit(&app, "health.editor", "疫苗接种", "卫生健康", paragraphs("全县开放。"), json!({})).await?;
    approve(&app, &piece.title, &["health.reviewer", "desk.reviewer"]).await?;
    let publisher = app.sign_in("publisher").await;
    let now = Clock::default().now();
    let variables = json!({ "article": piece.id, "account": matrix.accounts[2], "at": now.format(&Rfc3339)? });
    let planned = publisher.gql(PLAN, variables).await.at("/planRelease");
    assert_eq!(planned["targets"], json!([{ "way": "MASS" }]));
    let id = json!({ "id": planned["id"] });
    let target = async |state: &str| {
        until(&format!("it is {state}"), async || {
            let target = publisher.gql(TARGET, id.clone()).await.at("/release/targets/0");
            (target["state"] == state).then_some(target)
        })
        .await
    };
    let waits = target("CONFIRMING").await;
    let until = waits["confirmBy"].as_str().ok_or("no time")?;
    let until = time::OffsetDateTime::parse(until, &Rfc3339)?;
    assert!(time::Duration::minutes(29) < until - now && until - now < time::Duration::minutes(32), "{until}");
    world.wechat().await.tell("masses/confirm", &json!({ "appid": APPID })).await;
    let live = target("LIVE").await;
    assert!(live["externalUrl"].as_str().is_some_and(|url| url.contains("/s/")), "the event told it: {live}");
    let sent = world.wechat().await.look("effects?effect=mass_sent").await;
    assert_eq!(sent.as_array().map(Vec::len), Some(1), "I4: {sent}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c18_what_the_administrator_refuses_or_lets_lapse_is_not_sent_and_costs_no_push() -> Result<(), Fault> {
    for (decision, code, words) in
        [("refuse", "WECHAT_MASS_40001", "管理员拒绝"), ("timeout", "WECHAT_MASS_40002", "30 分钟内没有确认")]
    {
        let desk = Desk::open().await?;
        desk.hear_names().await?;
        let account = desk.pushing("wxrefuse", json!({ "mass_protection": true })).await?;
        let piece = desk.piece("管理员不同意").await?;
        desk.limit_pushes(account, 4).await?;
        desk.push(&piece, account).await?;
        let worker = desk.worker(2, None);
        desk.reaches("confirming").await;
        assert_eq!(desk.number("select sum(reserved)::bigint from quota where kind = 'push_month'").await?, 1);
        drop(worker);
        let wechat = desk.world.wechat().await;
        let told = wechat.tell("masses/confirm", &json!({ "appid": "wxrefuse", "decision": decision })).await;
        let msg_id = told["msg_id"].as_str().ok_or("no id")?.to_owned();
        let status = told["status"].as_str().unwrap_or_default().to_owned();
        let event = MassEvent { msg_id, status, urls: Vec::new() };
        let mut tx = desk.county.system().await?;
        handle_mass_event(&mut tx, account, &event).await?;
        handle_mass_event(&mut tx, account, &event).await?;
        tx.commit().await?;
        desk.reaches("failed").await;
        let (is, text) = desk.error().await?;
        assert_eq!(is, code);
        assert!(text.contains(words), "{text}");
        let used = "select sum(reserved + consumed)::bigint from quota where kind = 'push_month'";
        assert_eq!(desk.number(used).await?, 0, "the platform gives it back too");
        assert!(desk.effects("mass_sent").await.is_empty());
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i4_a_push_whose_answer_was_lost_is_told_again_by_name_and_sent_once() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hear_names().await?;
    let account = desk.pushing("wxlost", json!({})).await?;
    let piece = desk.piece("答复丢失").await?;
    let wechat = desk.world.wechat().await;
    wechat.tell("faults", &json!({ "kind": "drop_after", "path": "message/mass/sendall" })).await;
    wechat.tell("outcomes", &json!({ "kind": "mass", "hold": true })).await;
    desk.push(&piece, account).await?;
    let _worker = desk.worker(2, None);
    desk.reaches("unconfirmed").await;
    wechat.tell("clock", &json!({ "advance_s": 61 })).await;
    desk.reaches("confirming").await;
    wechat.tell("settle", &json!({ "appid": "wxlost" })).await;
    desk.reaches("live").await;
    assert_eq!((desk.effects("mass_accepted").await.len(), desk.effects("mass_sent").await.len()), (1, 1));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i4_killed_around_a_push_nothing_is_lost_and_nobody_reads_it_twice() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hear_names().await?;
    let points = [
        Point::AfterClaim,
        Point::BeforeDraft,
        Point::AfterDraftAnswer,
        Point::BeforeSubmit,
        Point::AfterSubmitSent,
        Point::AfterAnswerStored,
        Point::BeforeLive,
    ];
    for point in points {
        let account = desk.pushing(&format!("wx{}", point.as_str()), json!({ "publish_delay_ms": 4000 })).await?;
        let piece = desk.piece(point.as_str()).await?;
        desk.push(&piece, account).await?;
    }
    let [first @ .., last] = &points;
    kill_at(&desk, first).await;
    kill_at(&desk, &[*last]).await;
    desk.world.wechat().await.tell("clock", &json!({ "advance_s": 61 })).await;
    let rescuer = desk.worker(4, None);
    until("all of them are live", async || (desk.targets().await.ok()?.get("live") == Some(&7)).then_some(())).await;
    drop(rescuer);
    for effect in ["mass_accepted", "mass_sent"] {
        let mut sent = desk.effects(effect).await;
        sent.sort();
        sent.dedup();
        assert_eq!((desk.effects(effect).await.len(), sent.len()), (7, 7), "{effect}: once each");
    }
    assert_eq!(desk.number("select sum(reserved)::bigint from quota").await?, 0);
    let caller = platform::Caller::system(desk.county.code, "核对", platform::Path::Worker);
    assert_eq!(release::drift(&desk.county.database, &caller).await?.count(), 0, "I6");
    Ok(())
}

/// What becomes of a target when one of its calls meets an error of each class (channels: R, T, Q, P, A).
const CLASSES: [(i64, &str, &str); 6] = [
    (45011, "planned", "WECHAT_45011"),
    (42001, "live", ""),
    (45009, "planned or missed", "QUOTA_SPENT"),
    (45166, "failed", "WECHAT_45166"),
    (48001, "failed", "WECHAT_48001"),
    (-1, "unconfirmed", "ANSWER_LOST"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_class_of_error_has_its_own_end_for_a_draft_a_submit_and_a_push() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    // Looks are rare, so that what each call met stays to be seen.
    desk.hurry(3600, 3600).await?;
    let wechat = desk.world.wechat().await;
    let mut waiting = Vec::new();
    for (call, push) in [("draft/add", false), ("freepublish/submit", false), ("message/mass/sendall", true)] {
        for (errcode, state, code) in CLASSES {
            let appid = format!("wx{}{}", call.replace('/', ""), errcode.abs());
            let account = desk.pushing(&appid, json!({ "publish_delay_ms": 1 })).await?;
            wechat
                .tell("faults", &json!({ "kind": "errcode", "errcode": errcode, "path": call, "appid": appid }))
                .await;
            let piece = desk.piece(&format!("{call} {errcode}")).await?;
            if push {
                desk.push(&piece, account).await?
            } else {
                desk.plan(&piece, &[account]).await??
            };
            // The draft does no harm twice: busy is busy. What was taken waits for its event, which does not come here.
            let state = match (call, errcode, state) {
                ("draft/add", -1, _) => ("planned", "WECHAT_-1"),
                (_, 42001, _) if push => ("confirming", ""),
                (_, 42001, _) => ("accepted", ""),
                _ => (state, code),
            };
            waiting.push((account, call, errcode, state));
        }
    }
    let _worker = desk.worker(4, None);
    for (account, call, errcode, (state, code)) in waiting {
        let sql = "select state, coalesce(error_code, '') from release_target where account_id = $1 and attempts > 0 and state <> 'sending'";
        let mut conn = desk.county.all_seeing().await?;
        let (is, why): (String, String) = until(&format!("{call} met {errcode}"), async || {
            sqlx::query_as(sql).bind(account.0).fetch_optional(&mut conn).await.ok()?
        })
        .await;
        assert!(
            state.split(" or ").any(|one| one == is) && why == code,
            "{call} {errcode}: {is} {why}, not {state} {code}"
        );
        let paused: bool = sqlx::query_scalar("select state = 'paused' from account where id = $1")
            .bind(account.0)
            .fetch_one(&mut conn)
            .await?;
        assert_eq!(paused, errcode == 48001, "{call} {errcode}: an account at fault is paused, and no other");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c18_several_pieces_go_out_as_one_message_in_their_order_and_each_is_taken_down_alone() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hear_names().await?;
    let account = desk.pushing("wxseveral", json!({})).await?;
    let mut pieces = Vec::new();
    for title in ["头条", "次条", "三条"] {
        pieces.push(desk.piece(title).await?);
    }
    let releases = desk.bundle(&pieces, account, false).await?;
    let _worker = desk.worker(4, None);
    until("all are live", async || (desk.targets().await.ok()?.get("live") == Some(&3)).then_some(())).await;
    let added = desk.world.wechat().await.look("effects?effect=draft_added").await;
    let titles: Vec<&str> =
        added[0]["articles"].as_array().unwrap().iter().filter_map(|article| article["title"].as_str()).collect();
    assert_eq!((added.as_array().map(Vec::len), titles), (Some(1), vec!["头条", "次条", "三条"]));
    assert_eq!(desk.effects("publish_accepted").await.len(), 1, "one message");
    let mut conn = desk.county.all_seeing().await?;
    let urls: Vec<String> =
        sqlx::query_scalar("select external_url from release_target order by place").fetch_all(&mut conn).await?;
    assert!(urls[1].ends_with("?idx=2") && urls[2].ends_with("?idx=3"), "{urls:?}");

    assert_eq!(desk.takedowns_left(&releases[1]).await?, [10]);
    let mut tx = desk.county.begin(&desk.publisher).await?;
    release::withdraw(&mut tx, &desk.publisher, releases[1].id, Withdrawal::Error, "数据有误").await?;
    tx.commit().await?;
    desk.reaches("withdrawn").await;
    assert_eq!(desk.takedowns_left(&releases[0]).await?, [9]);
    assert!(desk.takedowns_left(&releases[1]).await?.is_empty(), "nothing of it is left to take down");
    let deleted = desk.world.wechat().await.look("effects?effect=article_deleted").await;
    assert_eq!((deleted.as_array().map(Vec::len), &deleted[0]["index"]), (Some(1), &json!(2)), "the second alone");
    assert_eq!(desk.targets().await?.get("live"), Some(&2));
    Ok(())
}

#[tokio::test]
async fn c18_a_message_of_several_pieces_stands_in_the_way_once() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxonce", Some(filing()), Some(2)).await?;
    let pieces = [desk.piece("头条").await?, desk.piece("次条").await?];
    desk.bundle(&pieces, account, false).await?;
    let third = desk.piece("另一条").await?;
    let kinds: Vec<schedule::Kind> = desk.conflicts(&third, account).await?.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [schedule::Kind::SameSlot], "the day has room for one more");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_withdrawn_before_the_send_leaves_the_message_and_the_next_carries_on() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hear_names().await?;
    let account = desk.pushing("wxleaves", json!({})).await?;
    let mut pieces = Vec::new();
    for title in ["撤回的头条", "留下的", "也留下的"] {
        pieces.push(desk.piece(title).await?);
    }
    let releases = desk.bundle(&pieces, account, true).await?;
    let mut tx = desk.county.begin(&desk.publisher).await?;
    let now = tx.now();
    let moved = release::reschedule(&mut tx, &desk.publisher, releases[1].id, now, false).await;
    assert!(matches!(moved, Err(release::RescheduleError::Bundled)), "{moved:?}");
    release::withdraw(&mut tx, &desk.publisher, releases[0].id, Withdrawal::Error, "数据有误").await?;
    tx.commit().await?;
    let caller = platform::Caller::system(desk.county.code, "核对", platform::Path::Worker);
    assert_eq!(release::drift(&desk.county.database, &caller).await?.count(), 0, "I6");
    let _worker = desk.worker(4, None);
    until("both are live", async || (desk.targets().await.ok()?.get("live") == Some(&2)).then_some(())).await;
    let sent = desk.world.wechat().await.look("effects?effect=mass_sent").await;
    let titles: Vec<&Value> = sent[0]["articles"].as_array().unwrap().iter().map(|article| &article["title"]).collect();
    assert_eq!((sent.as_array().map(Vec::len), titles), (Some(1), vec![&json!("留下的"), &json!("也留下的")]));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_is_refused_as_a_whole_and_each_piece_says_whose_fault_it_was() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hear_names().await?;
    let account = desk.pushing("wxfault", json!({})).await?;
    let pieces = [desk.piece("合规").await?, desk.piece("不合规").await?];
    let order = json!({ "kind": "publish", "publish_status": 4, "fail_idx": [2] });
    desk.world.wechat().await.tell("outcomes", &order).await;
    desk.bundle(&pieces, account, false).await?;
    let _worker = desk.worker(2, None);
    until("both have failed", async || (desk.targets().await.ok()?.get("failed") == Some(&2)).then_some(())).await;
    let sql = "select error_text from release_target order by place";
    let said: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut desk.county.all_seeing().await?).await?;
    assert!(said[0].contains("第 2 篇") && !said[1].contains('第'), "{said:?}");
    assert!(desk.effects("published").await.is_empty());
    Ok(())
}
