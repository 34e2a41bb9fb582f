//! WeChat's callbacks: proved before anything is stored, taken once, and answered; and replies on their way back.

use std::sync::Arc;

use interaction::deliver::{self, DELIVER_REPLY};
use interaction::inquiry::{self, WechatState};
use interaction::wechat::crypto::Cipher;
use interaction::wechat::{Answer, CallbackError, Delivery, MAX_BODY, signature, take};
use platform::outbound::{Networks, Outbound};
use platform::{Caller, Path, jobs};
use publishing::account::{self, AccountSettings, Channel, NewAccount, NewSecret};
use publishing::{AccountId, wechat::Client};
use time::Duration;
use time::macros::date;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::county::Fault;
use crate::interaction::Desk;

const TOKEN: &str = "AAAAA";
const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const APPID: &str = "wx4113250000000001";
/// Nobody listens there: a message would be seen as not sent.
const NOWHERE: &str = "http://127.0.0.1:9";
const SITE: &str = "https://neixiang.example";

struct Hall {
    desk: Desk,
    account: AccountId,
}

impl Hall {
    /// An account whose messages come in plain mode (an empty key) or in safe mode.
    async fn open(key: &str, base_url: &str) -> Result<Self, Fault> {
        Self::with_keys(key, "", base_url).await
    }

    /// The same, with the key it had before.
    async fn with_keys(key: &str, previous: &str, base_url: &str) -> Result<Self, Fault> {
        let desk = Desk::open().await?;
        let operator = desk.county.operator();
        let department = desk.county.department("office").await?;
        let mut tx = desk.county.begin(&operator).await?;
        let new = NewAccount {
            channel: Channel::Wechat,
            name: "内乡发布".to_owned(),
            department,
            external_id: Some(APPID.to_owned()),
            filing: Some(account::NewFiling {
                number: "豫411325001".to_owned(),
                filed_on: date!(2026 - 01 - 05),
                approved_on: None,
            }),
            settings: AccountSettings { base_url: base_url.to_owned(), ..AccountSettings::default() },
            secret: Some(NewSecret {
                app_secret: "s".into(),
                token: TOKEN.into(),
                encoding_aes_key: key.into(),
                previous_aes_key: previous.into(),
            }),
        };
        let account = account::open(&mut tx, &operator, &desk.vault, new).await?.id;
        tx.commit().await?;
        Ok(Self { desk, account })
    }

    fn signed(&self) -> Delivery {
        let timestamp = self.desk.county.database.clock().now().unix_timestamp().to_string();
        let signature = signature::sign(&[TOKEN, &timestamp, "486452656"]);
        Delivery { signature, timestamp, nonce: "486452656".to_owned(), ..Delivery::default() }
    }

    async fn take(&self, delivery: &Delivery, body: &str) -> Result<Answer, CallbackError> {
        let caller = Caller::system(self.desk.county.code, "微信回调", Path::Callback);
        let mut tx = self.desk.county.database.begin(&caller).await?;
        let answer = take(&mut tx, &self.desk.vault, SITE, self.account, delivery, body.as_bytes()).await?;
        tx.commit().await?;
        Ok(answer)
    }

    /// Takes a citizen's text under a key, and gives the answer opened under the same key.
    async fn take_under(&self, key: &str, id: &str) -> Result<String, Fault> {
        let cipher = Cipher::new(key, APPID)?;
        let sealed = cipher.encrypt(*b"0123456789abcdef", &text(id, "路灯坏了三天了"))?;
        let body = format!("<xml><ToUserName>gh_1</ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>");
        let plain = self.signed();
        let signed = signature::sign(&[TOKEN, &plain.timestamp, &plain.nonce, &sealed]);
        let delivery = Delivery { msg_signature: Some(signed), encrypt_type: Some("aes".to_owned()), ..plain };
        let Answer::Xml(xml) = self.take(&delivery, &body).await? else { return Err("no message".into()) };
        let encrypted = xml.split("<Encrypt><![CDATA[").nth(1).and_then(|rest| rest.split("]]>").next());
        Ok(cipher.decrypt(encrypted.ok_or("nothing sealed")?)?)
    }

    /// Puts another key in force, as the county's administrator.
    async fn change_key(&self, key: &str) -> Result<(), Fault> {
        let operator = self.desk.county.operator();
        let mut tx = self.desk.county.begin(&operator).await?;
        account::change_key(&mut tx, &operator, &self.desk.vault, self.account, key.into()).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn count(&self, table: &'static str) -> Result<i64, Fault> {
        let mut all = self.desk.county.all_seeing().await?;
        let count = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
        Ok(sqlx::query_scalar(count).fetch_one(&mut all).await?)
    }

    /// Says something as a citizen, has it answered and approved, and gives the reply's state after its delivery ran.
    async fn answered(&self, wait: Duration) -> Result<WechatState, Fault> {
        self.take(&self.signed(), &text("1", "路灯坏了三天了")).await?;
        let mut tx = self.desk.county.begin(&self.desk.clerk).await?;
        let page = inquiry::list(&mut tx, &self.desk.clerk, &inquiry::Filter::default(), 1, None).await?;
        drop(tx);
        let assigned = self.desk.assign(page.rows.first().ok_or("no inquiry")?.id).await?;
        let reply = self.desk.write(&assigned, "今天修好。").await?;
        self.desk.approve(&reply).await?;
        self.desk.county.database.clock().advance(wait.whole_seconds());
        self.deliver().await?;
        let mut tx = self.desk.county.begin(&self.desk.clerk).await?;
        Ok(inquiry::replies(&mut tx, &[assigned.id]).await?.first().ok_or("no reply")?.wechat_state)
    }

    async fn deliver(&self) -> Result<(), Fault> {
        let database = &self.desk.county.database;
        let outbound = Outbound::new(Networks::Any, std::time::Duration::from_secs(5))?;
        let env = deliver::Env {
            database: database.clone(),
            vault: self.desk.vault.clone(),
            wechat: Client::new(outbound, database.clone(), self.desk.vault.clone()),
            public_url: SITE.to_owned(),
        };
        for job in jobs::claim(database, 10, std::time::Duration::from_secs(60)).await? {
            if job.kind == DELIVER_REPLY {
                deliver::run(&env, &job).await?;
            }
        }
        Ok(())
    }
}

fn text(id: &str, content: &str) -> String {
    format!(
        "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oCitizen]]></FromUserName>\
         <CreateTime>1714037059</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{content}]]></Content>\
         <MsgId>{id}</MsgId></xml>"
    )
}

/// The answer's text for the citizen; anything else is shown, and holds no such text.
fn said(answer: Result<Answer, CallbackError>) -> String {
    match answer {
        Ok(Answer::Xml(xml)) => xml,
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn a_first_message_becomes_an_inquiry_and_is_answered_with_its_code() -> Result<(), Fault> {
    let hall = Hall::open("", NOWHERE).await?;
    let xml = said(hall.take(&hall.signed(), &text("1", "路灯坏了，电话13712345678")).await);
    let mut tx = hall.desk.county.begin(&hall.desk.clerk).await?;
    let page = inquiry::list(&mut tx, &hall.desk.clerk, &inquiry::Filter::default(), 9, None).await?;
    let row = page.rows.first().ok_or("no inquiry")?;
    assert!(xml.contains(&row.query_code) && xml.contains("[CDATA[oCitizen]"), "{xml}");
    assert_eq!(row.body, "路灯坏了，电话***********");
    let private = inquiry::reveal(&mut tx, &hall.desk.clerk, &hall.desk.vault, row.id, "回电").await?;
    assert_eq!(private.openid.as_deref(), Some("oCitizen"));
    Ok(())
}

#[tokio::test]
async fn a_repeated_delivery_makes_one_inquiry_and_is_answered_alike() -> Result<(), Fault> {
    let hall = Hall::open("", NOWHERE).await?;
    let (signed, message) = (hall.signed(), text("1", "路灯坏了三天了"));
    let (one, two, three) =
        tokio::join!(hall.take(&signed, &message), hall.take(&signed, &message), hall.take(&signed, &message));
    let content = |xml: &str| xml.split("<Content>").nth(1).map(str::to_owned);
    let answers: Vec<Option<String>> = [one, two, three].map(said).iter().map(|xml| content(xml)).collect();
    assert!(answers.iter().all(|answer| answer.is_some() && *answer == answers[0]), "{answers:?}");
    assert_eq!(hall.count("inquiry").await?, 1);
    // What the citizen adds while it waits goes to the same inquiry.
    said(hall.take(&hall.signed(), &text("2", "在湍东镇十字路口")).await);
    assert_eq!((hall.count("inquiry").await?, hall.count("inquiry_private").await?), (1, 2));
    Ok(())
}

#[tokio::test]
async fn a_forged_or_stale_callback_stores_nothing() -> Result<(), Fault> {
    let hall = Hall::open("", NOWHERE).await?;
    let message = text("1", "路灯坏了三天了");
    let forged = Delivery { signature: "0".repeat(40), ..hall.signed() };
    assert!(matches!(hall.take(&forged, &message).await, Err(CallbackError::Forged)));
    let old = (hall.desk.county.database.clock().now() - Duration::minutes(11)).unix_timestamp().to_string();
    let signature = signature::sign(&[TOKEN, &old, "1"]);
    let stale = Delivery { signature, timestamp: old, nonce: "1".to_owned(), ..Delivery::default() };
    assert!(matches!(hall.take(&stale, &message).await, Err(CallbackError::Stale)));
    assert_eq!((hall.count("inquiry").await?, hall.count("callback_receipt").await?), (0, 0));
    Ok(())
}

#[tokio::test]
async fn a_doctype_and_a_huge_body_are_refused_and_store_nothing() -> Result<(), Fault> {
    let hall = Hall::open("", NOWHERE).await?;
    let bomb = format!("<!DOCTYPE xml [<!ENTITY a \"b\">]>{}", text("1", "&a;"));
    assert!(matches!(hall.take(&hall.signed(), &bomb).await, Err(CallbackError::Message(_))));
    let huge = text("1", &"路".repeat(MAX_BODY));
    assert!(matches!(hall.take(&hall.signed(), &huge).await, Err(CallbackError::TooLarge)));
    assert_eq!((hall.count("inquiry").await?, hall.count("callback_receipt").await?), (0, 0));
    Ok(())
}

#[tokio::test]
async fn safe_mode_is_read_and_answered_sealed_and_a_plain_message_is_no_way_around_it() -> Result<(), Fault> {
    let hall = Hall::open(KEY, NOWHERE).await?;
    let cipher = Cipher::new(KEY, APPID)?;
    let sealed = cipher.encrypt(*b"0123456789abcdef", &text("1", "路灯坏了三天了"))?;
    let body = format!("<xml><ToUserName>gh_1</ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>");
    let plain = hall.signed();
    let signed = signature::sign(&[TOKEN, &plain.timestamp, &plain.nonce, &sealed]);
    let delivery = Delivery { msg_signature: Some(signed), encrypt_type: Some("aes".to_owned()), ..plain.clone() };
    let unsigned = Delivery { msg_signature: Some("0".repeat(40)), ..delivery.clone() };
    assert!(matches!(hall.take(&unsigned, &body).await, Err(CallbackError::Forged)));
    assert!(matches!(hall.take(&plain, &text("1", "路灯坏了")).await, Err(CallbackError::Forged)));
    assert_eq!(hall.count("inquiry").await?, 0);

    let xml = said(hall.take(&delivery, &body).await);
    let encrypted = xml.split("<Encrypt><![CDATA[").nth(1).and_then(|rest| rest.split("]]>").next()).unwrap();
    assert!(cipher.decrypt(encrypted)?.contains("查询码"));
    assert!(!xml.contains("查询码"));
    Ok(())
}

#[tokio::test]
async fn while_the_key_changes_messages_under_the_one_before_are_taken_and_answered_under_it() -> Result<(), Fault> {
    let [oldest, old, new] = ["a", "b", "c"].map(|letter| letter.repeat(42) + "A");
    let hall = Hall::with_keys(&old, &oldest, NOWHERE).await?;
    for (id, key) in [("1", &old), ("2", &oldest)] {
        assert!(hall.take_under(key, id).await?.contains("查询码"), "{id}");
    }
    hall.change_key(&new).await?;
    for (id, key) in [("3", &new), ("4", &old)] {
        assert!(hall.take_under(key, id).await?.contains("查询码"), "{id}");
    }
    let gone = hall.take_under(&oldest, "5").await.err().ok_or("it was taken")?;
    assert_eq!(gone.to_string(), "decrypt the message");
    assert_eq!(hall.count("callback_receipt").await?, 4);
    assert!(hall.change_key(&new).await.is_err(), "the key in force would push out the one before");
    assert!(hall.change_key("short").await.is_err());
    Ok(())
}

#[tokio::test]
async fn a_new_follower_is_greeted_once_per_event_and_other_events_are_taken_silently() -> Result<(), Fault> {
    let hall = Hall::open("", NOWHERE).await?;
    let event = |name: &str| {
        text("1", "").replace("[text]", "[event]").replace("<Content>", &format!("<Event>{name}</Event><Content>"))
    };
    assert!(said(hall.take(&hall.signed(), &event("subscribe")).await).contains("留言"));
    let answer = hall.take(&hall.signed(), &event("VIEW")).await?;
    assert_eq!(answer, Answer::Word("success".to_owned()));
    assert_eq!((hall.count("inquiry").await?, hall.count("callback_receipt").await?), (0, 2));
    Ok(())
}

#[tokio::test]
async fn i7_no_openid_stands_readable_in_any_table() -> Result<(), Fault> {
    let hall = Hall::open("", NOWHERE).await?;
    hall.answered(Duration::hours(49)).await?;
    let mut all = hall.desk.county.all_seeing().await?;
    let tables: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
    )
    .fetch_all(&mut all)
    .await?;
    for table in tables {
        let dump = sqlx::AssertSqlSafe(format!("select coalesce(string_agg(t::text, ' '), '') from {table} t"));
        let text: String = sqlx::query_scalar(dump).fetch_one(&mut all).await?;
        assert!(!text.contains("oCitizen") && !text.contains(&hex::encode("oCitizen")), "{table}");
    }
    Ok(())
}

#[tokio::test]
async fn outside_the_window_the_query_page_alone_has_the_reply() -> Result<(), Fault> {
    let hall = Hall::open("", NOWHERE).await?;
    assert_eq!(hall.answered(Duration::hours(49)).await?, WechatState::WindowClosed);
    Ok(())
}

/// A WeChat that gives tokens, counts messages, and answers a message with this, or cuts the line without a word.
async fn platform_that_says(
    answer: Option<&'static str>,
) -> Result<(String, Arc<std::sync::atomic::AtomicU32>), Fault> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    let messages = Arc::new(std::sync::atomic::AtomicU32::new(0));
    let counted = messages.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = [0; 4096];
            let read = stream.read(&mut head).await.unwrap_or(0);
            let message = String::from_utf8_lossy(head.get(..read).unwrap_or_default()).contains("message/custom/send");
            counted.fetch_add(u32::from(message), std::sync::atomic::Ordering::SeqCst);
            let body = if message { answer } else { Some(r#"{"access_token":"t","expires_in":7200}"#) };
            if let Some(body) = body {
                let length = body.len();
                let text = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
                let _ = stream.write_all(text.as_bytes()).await;
            }
        }
    });
    Ok((base, messages))
}

#[tokio::test]
async fn i4_a_lost_answer_is_unconfirmed_and_is_not_sent_again() -> Result<(), Fault> {
    let (base, messages) = platform_that_says(None).await?;
    let hall = Hall::open("", &base).await?;
    assert_eq!(hall.answered(Duration::ZERO).await?, WechatState::Unconfirmed);
    hall.desk.county.database.clock().advance(3600);
    hall.deliver().await?;
    assert_eq!(messages.load(std::sync::atomic::Ordering::SeqCst), 1);
    Ok(())
}

#[tokio::test]
async fn inside_the_window_the_reply_is_sent_and_the_inquiry_delivered() -> Result<(), Fault> {
    let (base, messages) = platform_that_says(Some(r#"{"errcode":0,"errmsg":"ok"}"#)).await?;
    let hall = Hall::open("", &base).await?;
    assert_eq!(hall.answered(Duration::ZERO).await?, WechatState::Sent);
    assert_eq!(messages.load(std::sync::atomic::Ordering::SeqCst), 1);
    let mut tx = hall.desk.county.begin(&hall.desk.clerk).await?;
    let page = inquiry::list(&mut tx, &hall.desk.clerk, &inquiry::Filter::default(), 1, None).await?;
    assert_eq!(page.rows.first().map(|row| row.state), Some(interaction::State::Delivered));
    Ok(())
}

#[tokio::test]
async fn a_forged_callback_is_answered_403_and_a_large_one_413() -> Result<(), Fault> {
    let world = tests::World::new().await;
    let app = world.serve().await;
    let account = "018f0000-0000-7000-8000-000000000001";
    let at = format!("/wechat/411325/{account}?signature=00&timestamp=1714037059&nonce=1");
    let forged = app.client().post(app.url(&at)).body(text("1", "路灯坏了")).send().await?;
    assert_eq!(forged.status().as_u16(), 403);
    let verified = app.client().get(app.url(&format!("{at}&echostr=hello"))).send().await?;
    assert_eq!(verified.status().as_u16(), 403);
    assert!(!verified.text().await?.contains("hello"));
    let large = app.client().post(app.url(&at)).body("x".repeat(MAX_BODY + 1)).send().await?;
    assert_eq!(large.status().as_u16(), 413);
    let mut all = world.all_seeing().await;
    let stored: i64 =
        sqlx::query_scalar("select (select count(*) from callback_receipt) + (select count(*) from inquiry)")
            .fetch_one(&mut all)
            .await?;
    assert_eq!(stored, 0);
    Ok(())
}
