//! Accounts that go by a connector, with the program in this process: what it is told, what it says, and what holds when an answer is lost.
#![expect(clippy::indexing_slicing, clippy::panic, reason = "a piece of an answer that is missing fails the test")]

pub(crate) mod program;

use content::MediaStore;
use platform::config::Worker;
use platform::outbound::Networks;
use platform::secrets::Vault;
use platform::webhook::{self, Disbelief, Signed};
use platform::{CountyId, Refusal as _, jobs};
use publishing::account::{self, AccountSettings, Channel, NewAccount};
use publishing::connector::{self, Connector, ConnectorInput, Door, Said, TakeError};
use publishing::fault::Point;
use publishing::release::{self, PlanError, Target, Withdrawal};
use publishing::send::{KINDS, Publisher};
use publishing::{AccountId, ConnectorId};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tests::until;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::county::Fault;
use crate::desk::{Desk, filing, kill_at};
use program::{Program, listen};

const SITE: &str = "https://neixiang.example.cn";

/// A county with one account that goes by the program.
struct Wire {
    desk: Desk,
    vault: Arc<Vault>,
    publisher: Publisher,
    program: Arc<Program>,
    connector: Connector,
    secret: String,
    account: AccountId,
}

impl Wire {
    async fn open() -> Result<Self, Fault> {
        let desk = Desk::open().await?;
        let vault = Arc::new(Vault::new(&STANDARD.encode([7_u8; 32]).into())?);
        let media = MediaStore::new(&desk.world.objects());
        let worker = Worker {
            concurrency: 4,
            deliveries: 4,
            releases: 4,
            poll_ms: 50,
            lease_seconds: 3,
            allow_private_networks: true,
        };
        let publisher = Publisher::new(desk.county.database.clone(), vault.clone(), media, &worker, SITE)?;
        let program = Arc::<Program>::default();
        let input = ConnectorInput { name: "某某科技".to_owned(), endpoint: listen(program.clone()).await? };
        let mut tx = desk.county.begin(&desk.admin).await?;
        let made = connector::create(&mut tx, &desk.admin, &vault, Networks::Any, &input).await?;
        let account = account::open(&mut tx, &desk.admin, &vault, weibo(&desk)).await?.id;
        connector::link(&mut tx, &desk.admin, made.connector.id, account, "weibo:neixiang").await?;
        tx.commit().await?;
        let wire = Self { desk, vault, publisher, program, connector: made.connector, secret: made.secret, account };
        wire.hurry().await?;
        Ok(wire)
    }

    /// Questions follow each other every second, and what never came is believed after one.
    async fn hurry(&self) -> Result<(), Fault> {
        let sql = "insert into county_setting (county_id, key, value) values
             ($1, 'connector.look_seconds', '[1, 1, 1, 1]'), ($1, 'connector.settled_seconds', '1')";
        sqlx::query(sql).bind(self.desk.county.code.0).execute(&mut self.desk.county.all_seeing().await?).await?;
        Ok(())
    }

    async fn planned(&self, title: &str) -> Result<release::Release, Fault> {
        let piece = self.desk.piece(title).await?;
        Ok(self.desk.plan(&piece, &[self.account]).await??)
    }

    /// Runs due jobs until none is left.
    async fn work(&self) -> Result<(), Fault> {
        loop {
            let claimed = jobs::claim(&self.desk.county.database, 50, Duration::from_secs(60)).await?;
            if claimed.is_empty() {
                return Ok(());
            }
            for job in claimed.iter().filter(|job| KINDS.contains(&job.kind.as_str())) {
                self.publisher.run(job).await?;
            }
        }
    }

    /// Works until the only target stands so.
    async fn stands(&self, state: &str) -> Target {
        until(&format!("the target is {state}"), async || {
            self.work().await.ok()?;
            let target = self.target().await.ok()?;
            (target.state.as_str() == state).then_some(target)
        })
        .await
    }

    async fn target(&self) -> Result<Target, Fault> {
        let mut tx = self.desk.county.system().await?;
        let found = release::list(&mut tx, &self.desk.publisher, release::Filter::default(), None, 1).await?;
        let release = found.rows.first().ok_or("no release")?.id;
        Ok(release::targets_of(&mut tx, &[release]).await?.pop().ok_or("no target")?)
    }

    /// The program hands in a result.
    async fn hand_in(&self, id: &str, message: &Value) -> Result<Said, TakeError> {
        let body = message.to_string();
        self.take(self.connector.id, &self.signed(id, &body), &body).await
    }

    async fn take(&self, connector: ConnectorId, signed: &Signed, body: &str) -> Result<Said, TakeError> {
        let door = Door { database: &self.desk.county.database, vault: &self.vault };
        connector::take(door, self.desk.county.code, connector, signed, body.as_bytes()).await
    }

    fn signed(&self, id: &str, body: &str) -> Signed {
        let at = self.desk.county.database.clock().now().unix_timestamp();
        let signature = webhook::sign(&[key(&self.secret)], id, at, body);
        Signed { id: id.to_owned(), timestamp: at.to_string(), signature }
    }
}

fn key(secret: &str) -> Vec<u8> {
    STANDARD.decode(secret.trim_start_matches("whsec_")).unwrap()
}

fn weibo(desk: &Desk) -> NewAccount {
    NewAccount {
        channel: Channel::Connector,
        name: "内乡发布微博".to_owned(),
        department: desk.office(),
        external_id: None,
        filing: Some(filing()),
        settings: AccountSettings::default(),
        secret: None,
    }
}

fn reason(said: Result<Said, TakeError>) -> String {
    match said {
        Ok(Said::Declined(declined)) => declined.reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn c1_an_account_of_another_platform_goes_by_its_connector_or_by_hand() -> Result<(), Fault> {
    let wire = Wire::open().await?;
    wire.planned("文化节开幕").await?;
    let target = wire.stands("live").await;
    assert_eq!(target.external_url.as_deref(), Some(format!("https://weibo.example/{}", target.id).as_str()));
    let told = wire.program.got("release.publish").remove(0);
    let now = wire.desk.county.database.clock().now();
    assert_eq!(webhook::verify(&[key(&wire.secret)], &told.signed, told.text.as_bytes(), now), Ok(()));
    assert_eq!(
        (&told.body["account"]["handle"], &told.body["piece"]["title"]),
        (&json!("weibo:neixiang"), &json!("文化节开幕"))
    );
    assert_eq!(told.body["piece"]["files"][0]["kind"], "picture", "the cover: {}", told.text);

    let mut tx = wire.desk.county.begin(&wire.desk.admin).await?;
    connector::unlink(&mut tx, &wire.desk.admin, wire.account).await?;
    tx.commit().await?;
    let piece = wire.desk.piece("第二篇").await?;
    let Err(PlanError::Invalid(invalid)) = wire.desk.plan(&piece, &[wire.account]).await? else { panic!("planned") };
    assert_eq!(invalid.fields()[0].code, "CHANNEL_BY_HAND");
    Ok(())
}

#[tokio::test]
async fn i4_a_lost_answer_is_asked_for_and_the_piece_is_told_once() -> Result<(), Fault> {
    let wire = Wire::open().await?;
    wire.program.answers("release.publish", &[(500, "")]);
    wire.planned("答复丢失").await?;
    assert_eq!(wire.stands("unconfirmed").await.error_code.as_deref(), Some("ANSWER_LOST"));
    wire.stands("live").await;
    assert_eq!(wire.program.got("release.publish").len(), 1, "told once");
    assert!(!wire.program.got("release.ask").is_empty());
    let by = "select count(*) from audit_event where action = 'target.live' and detail::jsonb ->> 'by' = 'look'";
    assert_eq!(wire.desk.number(by).await?, 1);
    Ok(())
}

#[tokio::test]
async fn i4_what_never_came_is_told_again_under_the_same_id() -> Result<(), Fault> {
    let wire = Wire::open().await?;
    wire.program.answers("release.publish", &[(502, "")]);
    wire.program.answers("release.ask", &[(200, "{\"state\":\"unknown\"}"), (200, "{\"state\":\"unknown\"}")]);
    wire.planned("没有收到").await?;
    wire.stands("live").await;
    let told = wire.program.got("release.publish");
    assert_eq!((told.len(), &told[0].signed.id, &told[0].text), (2, &told[1].signed.id, &told[1].text));
    assert_eq!(wire.desk.number("select sum(reserved)::bigint from quota").await?, 0, "no reservation is left");
    assert_eq!(wire.desk.number("select sum(consumed)::bigint from quota where kind = 'submit'").await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_result_counts_once_and_only_for_what_was_sent_there() -> Result<(), Fault> {
    let wire = Wire::open().await?;
    wire.program.answers("release.publish", &[(202, "{\"state\":\"accepted\"}")]);
    wire.planned("稍后送回结果").await?;
    let target = wire.stands("accepted").await.id;
    let live = json!({ "type": "release.result", "target": target, "state": "live", "url": "https://weibo.example/1" });
    let first = wire.hand_in("msg_1", &live).await?;
    assert!(matches!(&first, Said::Taken(taken) if taken.target_state == "live"), "{first:?}");
    assert_eq!(wire.hand_in("msg_1", &live).await?, first, "the same message, the same answer");
    assert_eq!(wire.hand_in("msg_2", &live).await?, first, "told again under another id");
    let failed = json!({ "type": "release.result", "target": target, "state": "failed" });
    assert_eq!(reason(wire.hand_in("msg_1", &failed).await), "MESSAGE_ID_USED");
    assert_eq!(reason(wire.hand_in("msg_3", &failed).await), "TARGET_STATE");
    let other = json!({ "type": "release.result", "target": uuid::Uuid::from_u128(7), "state": "failed" });
    assert_eq!(reason(wire.hand_in("msg_4", &other).await), "TARGET_NOT_SENT");
    assert_eq!(reason(wire.hand_in("msg_5", &json!({ "target": 5 })).await), "INVALID_INPUT");
    let body = failed.to_string();
    let forged = Signed { id: "msg_6".to_owned(), ..wire.signed("msg_7", &body) };
    let nowhere = ConnectorId(uuid::Uuid::from_u128(7));
    for said in
        [wire.take(wire.connector.id, &forged, &body).await, wire.take(nowhere, &wire.signed("m", &body), &body).await]
    {
        assert!(matches!(said, Err(TakeError::Disbelieved(Disbelief::Forged))), "{said:?}");
    }
    assert_eq!(wire.target().await?.external_url.as_deref(), Some("https://weibo.example/1"));
    assert_eq!(
        wire.desk.number("select count(*) from connector_result").await?,
        5,
        "what was not signed leaves nothing"
    );
    Ok(())
}

#[tokio::test]
async fn i10_a_withdrawn_piece_is_taken_down_by_its_connector() -> Result<(), Fault> {
    let wire = Wire::open().await?;
    let planned = wire.planned("撤下").await?;
    wire.stands("live").await;
    wire.program.answers("release.withdraw", &[(202, "{\"state\":\"accepted\"}"), (0, "")]);
    let mut tx = wire.desk.county.begin(&wire.desk.publisher).await?;
    release::withdraw(&mut tx, &wire.desk.publisher, planned.id, Withdrawal::Error, "数据有误").await?;
    tx.commit().await?;
    wire.work().await?;
    assert_eq!(wire.target().await?.error_code.as_deref(), Some("WITHDRAW_SENT"), "still live until it is down");
    wire.stands("withdrawn").await;
    let told = wire.program.got("release.withdraw");
    assert_eq!((&told[0].body["reason"], &told[0].body["cause"]), (&json!("数据有误"), &json!("withdrawn")));
    assert!(told.iter().all(|one| one.signed.id == told[0].signed.id), "one message, told until it is done");
    assert_eq!(wire.program.got("release.publish").len(), 1);
    Ok(())
}

#[tokio::test]
async fn i10_what_a_connector_cannot_take_down_is_a_task_for_a_person_until_it_is_down() -> Result<(), Fault> {
    let wire = Wire::open().await?;
    let planned = wire.planned("撤不下").await?;
    wire.stands("live").await;
    wire.program.answers("release.withdraw", &[(422, "{\"reason\":\"平台不支持删除\"}")]);
    let mut tx = wire.desk.county.begin(&wire.desk.publisher).await?;
    release::withdraw(&mut tx, &wire.desk.publisher, planned.id, Withdrawal::Error, "数据有误").await?;
    tx.commit().await?;
    wire.work().await?;
    let target = wire.target().await?;
    assert_eq!(target.error_code.as_deref(), Some("WITHDRAW_BY_HAND"));
    let mut tx = wire.desk.county.begin(&wire.desk.publisher).await?;
    let waiting = release::task::open_tasks(&mut tx, &wire.desk.publisher, 9).await?.pop().ok_or("no task")?;
    assert!(waiting.target == target.id && waiting.steps[0].contains("内乡发布微博"), "{waiting:?}");
    release::task::finish_task(&mut tx, &wire.desk.publisher, waiting.id, "已手工删除").await?;
    tx.commit().await?;
    assert_eq!(wire.target().await?.state.as_str(), "withdrawn");
    Ok(())
}

#[tokio::test]
async fn a_connector_that_does_not_believe_us_is_stopped_with_an_alarm_and_what_waits_goes_out_later()
-> Result<(), Fault> {
    let wire = Wire::open().await?;
    wire.program.answers("release.publish", &[(401, "")]);
    wire.planned("密钥不符").await?;
    wire.work().await?;
    let target = wire.target().await?;
    assert_eq!((target.state.as_str(), target.error_code.as_deref()), ("planned", Some("CONNECTOR_STOPPED")));
    let mut tx = wire.desk.county.begin(&wire.desk.admin).await?;
    let stopped = connector::find(&mut tx, wire.connector.id).await?.ok_or("no connector")?;
    assert_eq!(stopped.state, "stopped");
    assert!(stopped.stopped_for.unwrap().contains("密钥"));
    connector::resume(&mut tx, &wire.desk.admin, wire.connector.id).await?;
    let now = tx.now();
    jobs::reschedule(&mut tx, "publish.target", &target.id.to_string(), now).await?;
    tx.commit().await?;
    wire.stands("live").await;
    Ok(())
}

#[tokio::test]
async fn a_refusal_is_shown_in_the_programs_words_and_gives_the_day_back_its_budget() -> Result<(), Fault> {
    let wire = Wire::open().await?;
    wire.program.answers("release.publish", &[(422, "{\"detail\":\"标题超过 30 字，联系 13812345678\"}")]);
    wire.planned("被拒绝").await?;
    let target = wire.stands("failed").await;
    let text = target.error_text.unwrap();
    assert!(text.contains("标题超过 30 字") && !text.contains("13812345678"), "I7: {text}");
    assert_eq!(wire.desk.number("select sum(reserved + consumed)::bigint from quota").await?, 0);
    Ok(())
}

/// The keys of a message are those its schema asks for, and each is one it knows.
#[tokio::test]
async fn every_message_keeps_its_schema() -> Result<(), Fault> {
    let wire = Wire::open().await?;
    wire.program.answers("release.publish", &[(500, "")]);
    let planned = wire.planned("格式").await?;
    wire.stands("live").await;
    let mut tx = wire.desk.county.begin(&wire.desk.admin).await?;
    release::withdraw(&mut tx, &wire.desk.publisher, planned.id, Withdrawal::Error, "数据有误").await?;
    connector::ping(&mut tx, &wire.desk.admin, wire.connector.id).await?;
    tx.commit().await?;
    wire.work().await?;
    let schema: Value = serde_json::from_str(include_str!("../../schema/events/connector-message.json"))?;
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<std::collections::BTreeSet<_>>();
    let asked = |part: &str| {
        let required = schema["$defs"][part]["required"].as_array().unwrap().iter();
        required.map(|key| key.as_str().unwrap().to_owned()).collect::<std::collections::BTreeSet<_>>()
    };
    for (kind, part) in
        [("release.publish", "publish"), ("release.ask", "ask"), ("release.withdraw", "withdraw"), ("ping", "ping")]
    {
        let body = wire.program.got(kind).pop().ok_or(kind)?.body;
        assert_eq!((keys(&body), asked(part)), (keys(&schema["$defs"][part]["properties"]), keys(&body)), "{kind}");
        if part == "publish" {
            assert_eq!((keys(&body["piece"]), asked("piece")), (asked("piece"), keys(&body["piece"])));
        }
    }
    Ok(())
}

/// The far side is the judge: it counts what it was told to publish.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i4_killed_around_a_webhook_nothing_is_lost_and_nothing_told_twice() -> Result<(), Fault> {
    let wire = Wire::open().await?;
    let points = [Point::AfterClaim, Point::BeforeSubmit, Point::AfterSubmitSent, Point::BeforeLive];
    for point in points {
        wire.planned(point.as_str()).await?;
    }
    for point in points {
        kill_at(&wire.desk, &[point]).await;
    }
    let _rescuer = wire.desk.worker(4, None);
    until("every piece is live", async || (wire.desk.targets().await.ok()?.get("live") == Some(&4)).then_some(()))
        .await;
    let mut told: Vec<String> =
        wire.program.got("release.publish").iter().map(|one| one.body["target"].to_string()).collect();
    told.sort();
    assert_eq!(told.len(), points.len(), "{told:?}");
    told.dedup();
    assert_eq!(told.len(), points.len(), "each once");
    assert_eq!(wire.desk.number("select sum(reserved)::bigint from quota").await?, 0);
    let caller = platform::Caller::system(CountyId(411_325), "核对", platform::Path::Worker);
    assert_eq!(release::drift(&wire.desk.county.database, &caller).await?.count(), 0, "I6");
    Ok(())
}
