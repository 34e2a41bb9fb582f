//! The hub of the public feeds: nobody is told who did not confirm, and who confirmed is told until they want no more.
#![expect(clippy::indexing_slicing, reason = "a piece of a call that is missing fails the test")]

use std::sync::{Arc, Mutex};

use platform::outbound::Networks;
use platform::{Caller, Refusal as _};
use publishing::hub::{self, Hub, Mode, Wanted};
use ring::hmac;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::county::Fault;
use crate::press::{Press, SITE};

const SECRET: &str = "a-secret-of-the-subscriber";

/// What a subscriber was asked and told, and how it answers.
#[derive(Clone, Default)]
struct Subscriber {
    calls: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<Vec<u16>>>,
}

impl Subscriber {
    /// Listens; a question is answered with its challenge unless its path is `/mute`.
    async fn start(&self) -> Result<String, Fault> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let base = format!("http://{}", listener.local_addr()?);
        let own = self.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let asked = whole(&mut stream).await;
                let challenge = asked.split("hub.challenge=").nth(1).and_then(|rest| rest.split(['&', ' ']).next());
                let said = if asked.starts_with("GET /mute") { None } else { challenge };
                let status = own.answers.lock().unwrap().pop().unwrap_or(200);
                let body = said.unwrap_or_default();
                let answer =
                    format!("HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len());
                own.calls.lock().unwrap().push(asked);
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        Ok(base)
    }

    fn told(&self) -> Vec<String> {
        self.calls.lock().unwrap().iter().filter(|call| call.starts_with("POST")).cloned().collect()
    }
}

/// A request to its end, by the length it announces.
async fn whole(stream: &mut tokio::net::TcpStream) -> String {
    let (mut read, mut buffer) = (Vec::new(), [0; 8192]);
    loop {
        let count = stream.read(&mut buffer).await.unwrap_or_default();
        read.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&read).into_owned();
        let length = |head: &str| head.to_lowercase().split("content-length: ").nth(1)?.lines().next()?.parse().ok();
        if let Some((head, body)) = text.split_once("\r\n\r\n")
            && length(head).unwrap_or(0_usize) <= body.len()
        {
            return text;
        }
        if count == 0 {
            return text;
        }
    }
}

async fn ask(
    press: &Press,
    mode: Mode,
    callback: &str,
    networks: Networks,
) -> Result<Result<(), hub::AskError>, Fault> {
    let (topic, secret) = (format!("{SITE}/feeds/411325/atom.xml"), Some(SECRET.to_owned()));
    let wanted = Wanted { mode, topic, callback: callback.to_owned(), lease_seconds: Some(3600), secret };
    let mut tx = press.county.database.begin(&Caller::public(press.county.code)).await?;
    let asked = hub::ask(&mut tx, &press.vault, networks, SITE, &wanted).await;
    tx.commit().await?;
    Ok(asked)
}

/// Runs what of the hub is due.
async fn work(press: &Press) -> Result<(), Fault> {
    let hub = Hub::new(press.county.database.clone(), press.vault.clone(), Networks::Any, SITE)?;
    loop {
        let claimed = platform::jobs::claim(&press.county.database, 20, std::time::Duration::from_secs(60)).await?;
        let ours: Vec<_> = claimed.iter().filter(|job| hub::KINDS.contains(&job.kind.as_str())).collect();
        if ours.is_empty() {
            return Ok(());
        }
        for job in ours {
            if let Err(failure) = hub.run(job).await {
                platform::jobs::fail(&press.county.database, job, &failure.0).await?;
            }
        }
    }
}

#[tokio::test]
async fn a_subscriber_confirms_and_is_sent_the_feed_whole_and_signed() -> Result<(), Fault> {
    let (press, subscriber) = (Press::open().await?, Subscriber::default());
    let base = subscriber.start().await?;
    press.publish("第一条", "卫生").await?;
    ask(&press, Mode::Subscribe, &format!("{base}/back?of=me"), Networks::Any).await??;
    work(&press).await?;
    let asked = subscriber.calls.lock().unwrap()[0].clone();
    assert!(
        asked.starts_with("GET /back?of=me&hub.mode=subscribe&hub.topic=") && asked.contains("hub.lease_seconds=3600"),
        "{asked}"
    );
    let told = subscriber.told();
    let (head, body) = told[0].split_once("\r\n\r\n").ok_or("no body")?;
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes()), body.as_bytes());
    assert!(head.contains(&format!("x-hub-signature: sha256={}", hex::encode(tag))), "{head}");
    assert!(head.contains("rel=\"hub\"") && head.contains("rel=\"self\"") && head.contains("application/atom+xml"));
    assert!(body.contains("第一条"));

    work(&press).await?;
    press.publish("第二条", "卫生").await?;
    press.wait(5);
    work(&press).await?;
    let told = subscriber.told();
    assert!(told.len() == 2 && told[1].contains("第二条"), "told of what is new, and of nothing twice: {}", told.len());
    Ok(())
}

#[tokio::test]
async fn who_does_not_confirm_or_wants_no_more_is_told_nothing() -> Result<(), Fault> {
    let (press, subscriber) = (Press::open().await?, Subscriber::default());
    let base = subscriber.start().await?;
    press.publish("第一条", "卫生").await?;
    ask(&press, Mode::Subscribe, &format!("{base}/mute"), Networks::Any).await??;
    work(&press).await?;
    assert!(subscriber.told().is_empty(), "no challenge, no feed");
    ask(&press, Mode::Subscribe, &format!("{base}/gone"), Networks::Any).await??;
    // The challenge is answered, what comes after it with 410.
    subscriber.answers.lock().unwrap().extend([410, 200]);
    work(&press).await?;
    press.publish("第二条", "卫生").await?;
    press.wait(5);
    work(&press).await?;
    assert_eq!(subscriber.told().len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_lease_ends_and_an_unsubscription_is_confirmed_too() -> Result<(), Fault> {
    let (press, subscriber) = (Press::open().await?, Subscriber::default());
    let base = subscriber.start().await?;
    for name in ["leased", "left"] {
        ask(&press, Mode::Subscribe, &format!("{base}/{name}"), Networks::Any).await??;
    }
    work(&press).await?;
    ask(&press, Mode::Unsubscribe, &format!("{base}/left"), Networks::Any).await??;
    work(&press).await?;
    let before = subscriber.told().len();
    press.publish("第一条", "卫生").await?;
    press.wait(5);
    work(&press).await?;
    assert_eq!(subscriber.told().len(), before + 1, "only whose lease holds");
    press.wait(3600);
    press.publish("第二条", "卫生").await?;
    press.wait(5);
    work(&press).await?;
    assert_eq!(subscriber.told().len(), before + 1);
    Ok(())
}

#[tokio::test]
async fn a_private_callback_and_a_foreign_topic_are_refused() -> Result<(), Fault> {
    let press = Press::open().await?;
    let refused = ask(&press, Mode::Subscribe, "https://127.0.0.1/back", Networks::Public).await?.unwrap_err();
    assert_eq!((refused.fields()[0].field.as_str(), refused.fields()[0].code), ("hub.callback", "PRIVATE_ADDRESS"));
    let mut tx = press.county.database.begin(&Caller::public(press.county.code)).await?;
    let topic = "https://example.cn/feed".to_owned();
    let callback = "https://reader.example.cn/".to_owned();
    let wanted = Wanted { mode: Mode::Subscribe, topic, callback, lease_seconds: None, secret: Some("x".repeat(200)) };
    let refused = hub::ask(&mut tx, &press.vault, Networks::Public, SITE, &wanted).await.unwrap_err();
    let fields: Vec<&str> = refused.fields().iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["hub.topic", "hub.secret"]);
    Ok(())
}
