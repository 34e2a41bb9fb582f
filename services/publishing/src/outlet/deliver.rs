//! Deliver to one outlet: what waits, in its order, one at a time, until it is taken or given up.

use std::time::{Duration, Instant};

use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::webhook::{self, Message, Met, Outcome, judge};
use platform::{Caller, Path, Storage, TenantTx};
use time::OffsetDateTime;
use tracing::Instrument as _;
use uuid::Uuid;

use super::health::{self, Verdict};
use super::queue::{Ending, Head};
use super::store::Receiver;
use super::{Courier, Format, ROBOT, changed, place, queue, store};
use crate::{DeliveryId, OutletId};

/// The kind of this job; its key is the outlet.
pub(crate) const JOB: &str = "deliver.outlet";

/// How long an attempt holds its delivery: longer than the outlet has to answer.
const HOLD: time::Duration = time::Duration::seconds(60);

/// After this a run gives its place to other jobs.
const RUN: Duration = Duration::from_secs(15);

/// An attempt begun.
struct Attempt {
    outlet: OutletId,
    delivery: DeliveryId,
    number: i32,
    token: Uuid,
    endpoint: String,
    format: Format,
    body: String,
    keys: Vec<Vec<u8>>,
    at: OffsetDateTime,
}

/// The end of an attempt and the beginning of the next are one transaction: a commit waits for the disk, and the next attempt for it.
pub(crate) async fn run(courier: &Courier, job: &Job) -> Result<(), Failure> {
    let outlet: OutletId = job.key.parse().map_err(|_| Failure("the key is no outlet".to_owned()))?;
    let begun = Instant::now();
    let mut next = begin(courier, job, outlet, open(courier, job).await?).await?;
    while let Some(attempt) = next {
        let span = tracing::info_span!("channel", channel.kind = "outlet", delivery.id = %attempt.delivery);
        let met = send(courier, &attempt).instrument(span).await;
        let mut tx = open(courier, job).await?;
        settle(courier, &mut tx, &attempt, &met).await?;
        if RUN <= begun.elapsed() {
            let now = tx.now();
            jobs::postpone(&mut tx, job, now).await?;
            return Ok(tx.commit().await?);
        }
        next = begin(courier, job, outlet, tx).await?;
    }
    Ok(())
}

async fn open(courier: &Courier, job: &Job) -> Result<TenantTx, Storage> {
    courier.database.begin_planned(&Caller::system(job.county, ROBOT, Path::Worker)).await
}

/// Begins an attempt at the first delivery that waits, and commits. None when the job was given back: nothing waits, or not yet. A job
/// that someone else took meanwhile is theirs to give back; what was settled in the transaction stands by the hold of its attempt.
async fn begin(courier: &Courier, job: &Job, outlet: OutletId, mut tx: TenantTx) -> Result<Option<Attempt>, Failure> {
    let now = tx.now();
    let receiver = store::lock_receiver(&mut tx, outlet).await?.filter(|receiver| receiver.state == "active");
    let endpoint = receiver.as_ref().and_then(|receiver| receiver.endpoint.clone());
    let head = queue::head(&mut tx, outlet).await?;
    let (Some(receiver), Some(endpoint), Some(head)) = (receiver, endpoint, head) else {
        jobs::finish(&mut tx, job).await?;
        tx.commit().await?;
        return Ok(None);
    };
    let due = head.lease_until.map_or(head.next_at, |until| until.max(head.next_at));
    if now < due {
        jobs::postpone(&mut tx, job, due).await?;
        tx.commit().await?;
        return Ok(None);
    }
    let attempt = match attempt(courier, &tx, outlet, endpoint, receiver, head) {
        Ok(attempt) => attempt,
        Err(failure) => {
            tx.commit().await?;
            return Err(failure);
        }
    };
    queue::hold(&mut tx, attempt.delivery, attempt.token, now + HOLD).await?;
    tx.commit().await?;
    Ok(Some(attempt))
}

fn attempt(
    courier: &Courier,
    tx: &TenantTx,
    outlet: OutletId,
    endpoint: String,
    receiver: Receiver,
    head: Head,
) -> Result<Attempt, Failure> {
    let at = tx.now();
    let place = place(tx.county(), outlet);
    let keys = webhook::keys_in_force(&courier.vault, &place, receiver.secrets, receiver.rotated_at, at)
        .map_err(|error| Failure::of(&error))?;
    let format: Format = receiver.format.try_into().map_err(Storage)?;
    let Head { id: delivery, attempts, body, .. } = head;
    let (number, token, body) = (attempts + 1, tx.new_id(), format.write(&body));
    Ok(Attempt { outlet, delivery, number, token, endpoint, format, body, keys, at })
}

/// Sends once. The id is the delivery's, the same over all attempts; the time is the attempt's.
async fn send(courier: &Courier, attempt: &Attempt) -> Met {
    let id = format!("msg_{}", attempt.delivery.0.simple());
    let Attempt { endpoint, format, body, keys, at, .. } = attempt;
    webhook::post(&courier.outbound, Message { id: &id, endpoint, mime: format.mime(), body, keys, at: *at }).await
}

/// Writes how an attempt ended. If its hold was lost, another attempt tells the end and this one tells nothing.
async fn settle(courier: &Courier, tx: &mut TenantTx, attempt: &Attempt, met: &Met) -> Result<(), Storage> {
    let receiver = store::lock_receiver(tx, attempt.outlet).await?;
    let [jitter] = courier.vault.random::<1>().unwrap_or_default();
    let outcome = judge(met.answer(), attempt.number, tx.now(), jitter);
    let ending = Ending { outcome, status: met.status, error: met.error.as_deref() };
    if !queue::settle(tx, attempt.delivery, attempt.token, &ending).await? {
        return Ok(());
    }
    if let Some(receiver) = receiver {
        weigh(tx, attempt, outcome, &receiver).await?;
    }
    let word = outcome.word();
    metrics::counter!("juzhen_delivery_attempts_total", "outcome" => word).increment(1);
    if !matches!(outcome, Outcome::Again(_)) {
        let entry = Entry::new("delivery.end", "delivery", attempt.delivery.0).with("state", word);
        tx.audit(entry.with("attempts", attempt.number).with("status", met.status));
    }
    tx.announce(changed(attempt.outlet));
    Ok(())
}

/// What an attempt says of the outlet itself: it is there, it wants no more, or it has failed for too long.
async fn weigh(tx: &mut TenantTx, attempt: &Attempt, outcome: Outcome, receiver: &Receiver) -> Result<(), Storage> {
    let (id, now) = (attempt.outlet, tx.now());
    match outcome {
        Outcome::Delivered if receiver.failing_since.is_none() => return Ok(()),
        Outcome::Delivered => return store::recovered(tx, id).await,
        Outcome::Gone => return disable(tx, attempt, "gone").await,
        Outcome::Refused | Outcome::Again(_) | Outcome::Dead => {}
    }
    let since = receiver.failing_since.unwrap_or(attempt.at);
    let patience = store::patience(tx).await?;
    match health::judge(since, receiver.warned_at, now, patience) {
        Verdict::Bears => store::failing(tx, id, since, receiver.warned_at).await,
        Verdict::Warn => {
            tracing::warn!(outlet.id = %id, "an outlet fails and will be disabled");
            tx.audit(Entry::new("outlet.warn", "outlet", id.0).with("failing_since", since.to_string()));
            store::failing(tx, id, since, Some(now)).await
        }
        Verdict::Disable => disable(tx, attempt, "failing").await,
    }
}

async fn disable(tx: &mut TenantTx, attempt: &Attempt, why: &'static str) -> Result<(), Storage> {
    store::disable(tx, attempt.outlet, why).await?;
    metrics::counter!("juzhen_outlets_disabled_total", "why" => why).increment(1);
    let entry = Entry::new("outlet.set_state", "outlet", attempt.outlet.0);
    tx.audit(entry.with("state", "disabled").with("why", why));
    Ok(())
}
