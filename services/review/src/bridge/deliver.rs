//! Send to one bridge what waits, in its order, one at a time, until it is taken or given up.

use std::time::{Duration, Instant};

use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::webhook::{self, Met, Outcome, judge};
use platform::{Caller, CountyId, Path, Storage, TenantTx};
use serde_json::Value;
use time::OffsetDateTime;
use tracing::Instrument as _;
use uuid::Uuid;

use super::queue::{Ending, Head};
use super::{BridgeId, MessageId, Messenger, ROBOT, body, changed, place, queue, store};

/// The kind of this job; its key is the bridge.
pub(super) const JOB: &str = "oa.deliver";

/// How long an attempt holds its message: longer than the receiver has to answer.
const HOLD: time::Duration = time::Duration::seconds(60);

/// After this a run gives its place to other jobs.
const RUN: Duration = Duration::from_secs(15);

/// Bytes of an answer that are kept.
const ANSWER_BYTES: usize = 900;

/// An attempt begun.
struct Attempt {
    bridge: BridgeId,
    message: MessageId,
    ping: bool,
    number: i32,
    token: Uuid,
    endpoint: String,
    body: String,
    keys: Vec<Vec<u8>>,
    at: OffsetDateTime,
}

/// Where the token of a message's link is sealed to.
pub(super) fn view_place(county: CountyId, message: MessageId) -> String {
    format!("{county}/oa_message/{message}")
}

pub(super) async fn run(messenger: &Messenger, job: &Job) -> Result<(), Failure> {
    let bridge: BridgeId = job.key.parse().map_err(|_| Failure("the key is no bridge".to_owned()))?;
    let begun = Instant::now();
    while begun.elapsed() < RUN {
        let Some(attempt) = begin(messenger, job, bridge).await? else { return Ok(()) };
        let span = tracing::info_span!("channel", channel.kind = "oa", message.id = %attempt.message);
        let met = send(messenger, &attempt).instrument(span).await;
        settle(messenger, job, &attempt, met).await?;
    }
    let mut tx = open(messenger, job).await?;
    let now = tx.now();
    leave(jobs::postpone(&mut tx, job, now).await?, tx).await
}

async fn open(messenger: &Messenger, job: &Job) -> Result<TenantTx, Storage> {
    messenger.database.begin(&Caller::system(job.county, ROBOT, Path::Worker)).await
}

/// Ends a transaction that gave the job back; without the lease it is another's, and nothing is written.
async fn leave(held: bool, tx: TenantTx) -> Result<(), Failure> {
    if held {
        tx.commit().await?;
    }
    Ok(())
}

/// Begins an attempt at the first message that waits. None when the job was given back: nothing waits, or not yet.
async fn begin(messenger: &Messenger, job: &Job, bridge: BridgeId) -> Result<Option<Attempt>, Failure> {
    let mut tx = open(messenger, job).await?;
    let (county, now) = (tx.county(), tx.now());
    store::lock(&mut tx, bridge).await?;
    let line = store::line(&mut tx, bridge).await?;
    let head = match &line {
        Some(line) => queue::head(&mut tx, bridge, &line.state).await?,
        None => None,
    };
    let (Some((line, rotated_at)), Some(head)) = (line.and_then(|line| line.rotated_at.map(|at| (line, at))), head)
    else {
        let held = jobs::finish(&mut tx, job).await?;
        leave(held, tx).await?;
        return Ok(None);
    };
    let due = head.lease_until.map_or(head.next_at, |until| until.max(head.next_at));
    if now < due {
        let held = jobs::postpone(&mut tx, job, due).await?;
        leave(held, tx).await?;
        return Ok(None);
    }
    let keys = webhook::keys_in_force(&messenger.vault, &place(county, bridge), line.secrets, rotated_at, now)
        .map_err(|error| Failure::of(&error))?;
    let token = tx.new_id();
    queue::hold(&mut tx, head.id, token, now + HOLD).await?;
    tx.commit().await?;
    let (message, ping, number) = (head.id, head.kind == "ping", head.attempts + 1);
    let body = written(messenger, county, head)?;
    Ok(Some(Attempt { bridge, message, ping, number, token, endpoint: line.endpoint, body, keys, at: now }))
}

/// The body as it is sent: the same over all attempts.
fn written(messenger: &Messenger, county: CountyId, head: Head) -> Result<String, Failure> {
    let mut body: Value = head.body;
    if let Some(sealed) = head.view_token {
        let token = messenger.vault.open(&view_place(county, head.id), &sealed).map_err(|error| Failure::of(&error))?;
        body::show(&mut body, &messenger.public_url, county, &String::from_utf8_lossy(&token));
    }
    Ok(body.to_string())
}

/// Sends once. The id is the message's, the same over all attempts; the time is the attempt's.
async fn send(messenger: &Messenger, attempt: &Attempt) -> Met {
    let id = format!("msg_{}", attempt.message.0.simple());
    let Attempt { endpoint, body, keys, at, .. } = attempt;
    let mime = "application/json; charset=utf-8";
    webhook::post(&messenger.outbound, webhook::Message { id: &id, endpoint, mime, body, keys, at: *at }).await
}

/// Writes how an attempt ended. If its hold was lost, another attempt tells the end and this one tells nothing.
async fn settle(messenger: &Messenger, job: &Job, attempt: &Attempt, mut met: Met) -> Result<(), Failure> {
    let answer = met.words(ANSWER_BYTES).await;
    let mut tx = open(messenger, job).await?;
    store::lock(&mut tx, attempt.bridge).await?;
    let [jitter] = messenger.vault.random::<1>().unwrap_or_default();
    let outcome = match judge(met.answer(), attempt.number, tx.now(), jitter) {
        // Whoever pings waits for the answer, not for a better one.
        Outcome::Again(_) if attempt.ping => Outcome::Dead,
        outcome => outcome,
    };
    let ending = Ending { outcome, status: met.status, error: met.error.as_deref(), answer: &answer };
    if !queue::settle(&mut tx, attempt.message, attempt.token, &ending).await? {
        return Ok(());
    }
    if outcome == Outcome::Gone {
        store::set_state(&mut tx, attempt.bridge, "disabled").await?;
        let entry = Entry::new("oa.set_state", "oa_bridge", attempt.bridge.0);
        tx.audit(entry.with("state", "disabled").with("status", 410));
    }
    if !matches!(outcome, Outcome::Again(_)) {
        let entry = Entry::new("oa.message_end", "oa_bridge", attempt.bridge.0).with("message", attempt.message);
        tx.audit(entry.with("state", outcome.word()).with("attempts", attempt.number).with("status", met.status));
    }
    tx.announce(changed(attempt.bridge));
    Ok(tx.commit().await?)
}
