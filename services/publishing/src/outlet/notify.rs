//! Tell outlets of a release: one delivery an outlet, with the document frozen in it.

use platform::jobs::{self, Failure, Job};
use platform::{Caller, Path, Storage, TenantTx};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::compose::{Standing, Telling, compose};
use super::queue::{self, Document, Told, Traits};
use super::{Courier, Item, Kind, ROBOT, deliver, document, syndicate};
use crate::{OutletId, ReleaseId};

/// The kind of this job; its key is the release and what happened to it.
pub(crate) const JOB: &str = "notify.outlets";

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    release: ReleaseId,
    event: Event,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Event {
    Released,
    Withdrawn,
}

/// A release went live on its first target: the outlets that subscribe to it are told, and those that were sent the article before.
/// Telling it again changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn released(tx: &mut TenantTx, release: ReleaseId) -> Result<(), Storage> {
    enqueue(tx, release, Event::Released, "released").await
}

/// A release was withdrawn: every outlet that was sent it is told. The release holds the time and the public reason.
///
/// # Errors
/// When the database fails.
pub async fn withdrawn(tx: &mut TenantTx, release: ReleaseId) -> Result<(), Storage> {
    enqueue(tx, release, Event::Withdrawn, "withdrawn").await
}

async fn enqueue(tx: &mut TenantTx, release: ReleaseId, event: Event, word: &str) -> Result<(), Storage> {
    jobs::enqueue(tx, JOB, &format!("{release}/{word}"), tx.now(), json!(Payload { release, event })).await
}

/// Queues the deliveries, in one transaction with the end of the job. A person's act may not lock the outlets, so it is a job.
pub(crate) async fn run(courier: &Courier, job: &Job) -> Result<(), Failure> {
    let payload: Payload = serde_json::from_value(job.payload.clone()).map_err(|error| Failure::of(&error))?;
    let mut tx = courier.database.begin_planned(&Caller::system(job.county, ROBOT, Path::Worker)).await?;
    if let Some(told) = queue::told(&mut tx, payload.release).await? {
        let site = &courier.public_url;
        match payload.event {
            Event::Released => queue_release(&mut tx, site, payload.release, &told).await?,
            Event::Withdrawn => queue_withdrawal(&mut tx, site, payload.release, &told).await?,
        }
    }
    if jobs::finish(&mut tx, job).await? {
        tx.commit().await?;
    }
    Ok(())
}

async fn queue_release(tx: &mut TenantTx, site: &str, release: ReleaseId, told: &Told) -> Result<(), Storage> {
    // Withdrawn before anyone was told: there is nothing to tell.
    if told.withdrawn_at.is_some() {
        return Ok(());
    }
    let at = told.live_at.unwrap_or(tx.now());
    let telling = [Telling { revision: told.revision, at, standing: Standing::New }];
    let Some(new) = compose(tx, site, &telling).await?.pop() else { return Ok(()) };
    let syndicated = syndicate::is_handed_on(tx, told.article, new.original).await?;
    let traits = Traits {
        topics: &new.topics,
        column: new.column,
        sensitive: new.sensitive,
        language: new.language,
        syndicated,
    };
    let addressees = queue::addressees(tx, release, told.article, &traits).await?;
    let (knowing, fresh): (Vec<_>, Vec<_>) = addressees.into_iter().partition(|addressee| addressee.knows_article);
    let ids = |addressees: Vec<queue::Addressee>| addressees.into_iter().map(|one| one.outlet).collect::<Vec<_>>();
    let (knowing, fresh) = (ids(knowing), ids(fresh));
    append(tx, &fresh, release, told, Kind::Release, &new).await?;
    append(tx, &knowing, release, told, Kind::Correction, &new.correcting()).await
}

async fn queue_withdrawal(tx: &mut TenantTx, site: &str, release: ReleaseId, told: &Told) -> Result<(), Storage> {
    let (Some(at), Some(reason)) = (told.withdrawn_at, told.withdrawal_reason.clone()) else { return Ok(()) };
    let telling = [Telling { revision: told.revision, at, standing: Standing::Withdrawn(reason) }];
    let Some(canceled) = compose(tx, site, &telling).await?.pop() else { return Ok(()) };
    let holders = queue::holders(tx, release, told.article).await?;
    append(tx, &holders, release, told, Kind::Withdrawal, &canceled).await
}

async fn append(
    tx: &mut TenantTx,
    outlets: &[OutletId],
    release: ReleaseId,
    told: &Told,
    kind: Kind,
    item: &Item,
) -> Result<(), Storage> {
    if outlets.is_empty() {
        return Ok(());
    }
    let (revision, body) = (told.revision, &document(item));
    queue::append(tx, outlets, &Document { release, revision, kind, item, body }).await?;
    for outlet in outlets {
        jobs::enqueue(tx, deliver::JOB, &outlet.to_string(), tx.now(), json!({})).await?;
    }
    tx.announce(platform::outbox::Event { kind: "outlet.changed", subject: release.0, department: None, person: None });
    Ok(())
}
