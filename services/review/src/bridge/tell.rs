//! See that bridges know of a case what they should: steps that opened and go there, steps that closed. Looking again changes nothing.

use content::Revision;
use content::preview_link::{self, LendError};
use platform::jobs::{self, Failure, Job};
use platform::settings::Setting;
use platform::{Caller, Path, Storage, TenantTx};
use serde_json::json;
use time::Duration;

use super::body::{self, Opened};
use super::queue::{self, Ended, New, Unsent};
use super::{BridgeId, MessageId, Messenger, ROBOT, deliver, store};
use crate::case::{self, Case, CaseId, Step};
use crate::findings;
use crate::proof::{self, PROOF_FOR};

/// The kind of this job; its key is the case.
pub(super) const JOB: &str = "oa.tell";

/// How many days a text can be read over there.
const READ_DAYS: Setting<i64> = Setting { key: "oa.read_days", default: 7 };

/// A case moved: bridges are to know, in the transaction of the move, which holds the case. A person's act may not lock bridges, so it
/// is a job; and a county without a bridge pays one look.
pub(crate) async fn look(tx: &mut TenantTx, case: CaseId) -> Result<(), Storage> {
    if !store::any(tx).await? {
        return Ok(());
    }
    let now = tx.now();
    jobs::enqueue(tx, JOB, &case.to_string(), now, json!({})).await
}

/// What bridges take, or who may decide, has changed: every open case is looked at again.
pub(crate) async fn look_at_all(tx: &mut TenantTx) -> Result<(), Storage> {
    if !store::any(tx).await? {
        return Ok(());
    }
    let now = tx.now();
    for case in queue::open_cases(tx).await? {
        jobs::enqueue(tx, JOB, &case.to_string(), now, json!({})).await?;
    }
    Ok(())
}

pub(super) async fn run(messenger: &Messenger, job: &Job) -> Result<(), Failure> {
    let id: CaseId = job.key.parse().map_err(|_| Failure("the key is no case".to_owned()))?;
    let mut tx = messenger.database.begin(&Caller::system(job.county, ROBOT, Path::Worker)).await?;
    // Whoever moves the case holds it: what they move after this look has a job of its own.
    if let Some(case) = case::store::lock(&mut tx, id).await? {
        let steps = case::steps_of(&mut tx, &[id]).await?;
        take_back(&mut tx, &case, &steps).await?;
        send(messenger, &mut tx, &case, &steps).await.map_err(|error| Failure::of(&error))?;
    }
    if jobs::finish(&mut tx, job).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Queues the end of steps that were sent and are no longer open, and ends what their readers were lent.
async fn take_back(tx: &mut TenantTx, case: &Case, steps: &[Step]) -> Result<(), Storage> {
    let (county, now) = (tx.county(), tx.now());
    for Ended { bridge, step, view } in queue::ended(tx, case.id).await? {
        let Some(step) = steps.iter().find(|held| held.id == step) else { continue };
        let body = body::closed(county, case, step, step.closed_at.or(case.closed_at).unwrap_or(now));
        let id = MessageId(tx.new_id());
        queue::append(
            tx,
            New { id, bridge, kind: "step.closed", of: Some((case.id, step.id)), body: &body, view: None },
        )
        .await?;
        preview_link::recall(tx, view.as_slice()).await?;
        wake(tx, bridge).await?;
    }
    Ok(())
}

/// Queues the open steps that go somewhere. A limited piece goes nowhere, nor does a step of an emergency that asks for a code.
async fn send(messenger: &Messenger, tx: &mut TenantTx, case: &Case, steps: &[Step]) -> Result<(), LendError> {
    let unsent = queue::unsent(tx, case.id).await?;
    if unsent.is_empty() || !content::access::of_articles(tx, &[case.article]).await?.is_empty() {
        return Ok(());
    }
    let Some(revision) = content::revision::by_ids(tx, &[case.revision]).await?.pop() else { return Ok(()) };
    let asked = PROOF_FOR.get(tx).await?;
    for to in &unsent {
        // A code of one's own phone is given here.
        let goes = |step: &&Step| step.id == to.step && !(revision.emergency && proof::asks(asked, step));
        if let Some(step) = steps.iter().find(goes) {
            send_one(messenger, tx, case, step, to, &revision).await?;
            wake(tx, to.bridge).await?;
        }
    }
    Ok(())
}

async fn send_one(
    messenger: &Messenger,
    tx: &mut TenantTx,
    case: &Case,
    step: &Step,
    to: &Unsent,
    revision: &Revision,
) -> Result<(), LendError> {
    let (county, id) = (tx.county(), MessageId(tx.new_id()));
    let until = tx.now() + Duration::days(READ_DAYS.get(tx).await?.clamp(1, 90));
    let (link, token) = preview_link::lend(tx, &messenger.vault, revision, (&to.name, to.made_by), until).await?;
    let token = messenger.vault.seal(&deliver::view_place(county, id), token.text().as_bytes())?;
    let departments = tenancy::region::even_closed(tx).await?;
    let department = departments.iter().find(|row| row.id == case.department).map_or("", |row| row.name.as_str());
    let findings = findings::of_revision(tx, revision).await?;
    let site = &messenger.public_url;
    let body = body::opened(&Opened { county, site, to, case, step, revision, department, findings: &findings, until });
    let view = Some((link.id, token));
    let new = New { id, bridge: to.bridge, kind: "step.opened", of: Some((case.id, step.id)), body: &body, view };
    queue::append(tx, new).await?;
    tx.audit(
        platform::audit::Entry::new("oa.send", "review_case", case.id.0)
            .of(case.department)
            .with("bridge", to.bridge)
            .with("step", step.position)
            .with("message", id),
    );
    Ok(())
}

async fn wake(tx: &mut TenantTx, bridge: BridgeId) -> Result<(), Storage> {
    let now = tx.now();
    tx.announce(super::changed(bridge));
    jobs::enqueue(tx, deliver::JOB, &bridge.to_string(), now, json!({})).await
}
