//! Deal a task to the accounts concerned: at once for the county's own order, by the worker for one of a region above.

use content::block;
use platform::jobs::{self, Failure, Job};
use platform::{Caller, CountyId, Database, Invalid, Path, Storage, TenantTx};
use serde_json::json;
use tenancy::grant;
use time::{Duration, OffsetDateTime};

use super::order::{Among, blank, concerned, plain};
use super::remind::{REMIND, reminds_at};
use super::{Order, PRESET, Preset, ROBOT, Task, Text, changed, store, told};
use crate::RelayOrderId;
use crate::account::Account;

/// Kind of the job that deals a region's order to its counties, or takes it back from them; its key is the order.
pub const DEAL: &str = "relay.deal";

/// Stores a task with the part of each account, and has those concerned reminded.
pub(super) async fn lay(
    tx: &mut TenantTx,
    task: &Task,
    text: &Text,
    accounts: &[Account],
    preset: Preset,
) -> Result<(), Storage> {
    store::insert(tx, task, text).await?;
    let slots = slots(task.ordered_at, task.due_at, accounts.len(), preset.spacing_minutes);
    store::copy::insert(tx, task, accounts, &slots).await?;
    if let Some(article) = task.article {
        // Whose piece it is has nothing to carry from: it goes out on the department's other accounts as it is.
        store::copy::give_own(tx, task.id, article).await?;
    }
    let remind = reminds_at(task.ordered_at, task.due_at, preset.remind_minutes);
    jobs::enqueue(tx, REMIND, &task.id.to_string(), remind, json!({})).await?;
    let entry = told("relay.order", task.id).with("accounts", accounts.iter().map(|row| row.id).collect::<Vec<_>>());
    tx.audit(entry.with("due_at", task.due_at.unix_timestamp()).with("order", task.order));
    tx.announce(changed(task.id, None));
    Ok(())
}

/// One account after another, all within the time.
fn slots(from: OffsetDateTime, due: OffsetDateTime, count: usize, spacing_minutes: i32) -> Vec<OffsetDateTime> {
    let count = i32::try_from(count).unwrap_or(i32::MAX).max(1);
    let step = Duration::minutes(spacing_minutes.max(0).into()).min((due - from) / count);
    (0..count).map(|place| from + step * place).collect()
}

/// Deals an order to each county whose grant to the region is in force, or takes a recalled one back. Doing it again changes nothing.
///
/// # Errors
/// When the database fails; the runner tries again later.
pub async fn run(database: &Database, job: &Job) -> Result<(), Failure> {
    let id: RelayOrderId = job.key.parse().map_err(|error| Failure::of(&error))?;
    let mut tx = database.begin(&Caller::system(job.county, ROBOT, Path::Worker)).await?;
    let order = store::order::find(&mut tx, id).await?;
    let region = tenancy::region::find(&mut tx, job.county).await?.map(|region| region.name).unwrap_or_default();
    drop(tx);
    for county in order.iter().flat_map(|order| &order.counties) {
        let mut tx = database.begin(&Caller::system(*county, ROBOT, Path::Worker)).await?;
        if let Some(order) = &order {
            settle(&mut tx, job.county, &region, order).await?;
        }
        tx.commit().await?;
    }
    let mut tx = database.begin(&Caller::system(job.county, ROBOT, Path::Worker)).await?;
    jobs::finish(&mut tx, job).await?;
    tx.commit().await?;
    Ok(())
}

/// In one county.
async fn settle(tx: &mut TenantTx, from: CountyId, region: &str, order: &Order) -> Result<(), Storage> {
    let dealt = store::of_order(tx, order.id).await?;
    if let (Some(reason), Some(task)) = (&order.recalled_reason, &dealt) {
        if task.recalled_at.is_none() {
            return super::recall::take_back(tx, task, reason).await;
        }
        return Ok(());
    }
    if dealt.is_some() || order.recalled_at.is_some() || !granted(tx, from).await? {
        return Ok(());
    }
    let among = order.channel.map_or(Among::All, Among::Channel);
    let mut none = Invalid::default();
    let accounts = concerned(tx, &among, None, &mut none).await?;
    if accounts.is_empty() || !block::is_web_link(&order.url) {
        return Ok(());
    }
    let task = Task {
        source_name: order.source_name.clone(),
        source_url: order.url.clone(),
        source_author: order.author.clone(),
        source_published_at: order.published_at,
        source_licence: order.licence.clone(),
        note: order.note.clone(),
        issuer: region.to_owned(),
        region: Some(from),
        order: Some(order.id),
        // Its time runs from the province's order, whenever it is dealt.
        due_at: order.due_at.max(tx.now() + Duration::minutes(1)),
        ..blank(tx, &order.title)
    };
    let preset = PRESET.get(tx).await?;
    lay(tx, &task, &plain(&order.body), &accounts, preset).await
}

/// Whether the county's leave for the region to look at what is released is in force.
async fn granted(tx: &mut TenantTx, region: CountyId) -> Result<bool, Storage> {
    let now = tx.now();
    let given = grant::list(tx).await?;
    Ok(given.iter().any(|grant| {
        grant.grantee == region
            && grant.revoked_at.is_none()
            && grant.starts_at <= now
            && now < grant.ends_at
            && grant.scopes.iter().any(|scope| scope == "released")
    }))
}

#[cfg(test)]
mod tests {
    use super::slots;
    use time::Duration;
    use time::macros::datetime;

    #[test]
    fn c22_accounts_are_asked_one_after_another_and_all_within_the_time() {
        let from = datetime!(2026-11-24 09:00 +8);
        let spaced = slots(from, from + Duration::hours(24), 4, 2);
        assert_eq!(spaced.iter().map(|at| (*at - from).whole_minutes()).collect::<Vec<_>>(), [0, 2, 4, 6]);
        let hurried = slots(from, from + Duration::minutes(10), 70, 2);
        assert!(hurried.iter().all(|at| *at < from + Duration::minutes(10)));
        assert!(hurried.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
