//! The job that counts a provisional clock again, each day until the calendar reaches its end.

use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::{Caller, Database, Path, Storage, TenantTx};
use time::Duration;
use uuid::Uuid;

use super::{DEFAULT, count, store};
use crate::inquiry::{self, InquiryId};
use crate::work::{End, end};

/// Its kind; the key is the inquiry.
pub const RECOUNT: &str = "inquiry.recount";

/// Has every provisional clock of the county counted again now: its calendar has changed.
///
/// # Errors
/// When the database fails.
pub async fn recount_soon(tx: &mut TenantTx) -> Result<(), Storage> {
    let now = tx.now();
    for inquiry in jobs::living(tx, RECOUNT).await? {
        jobs::reschedule(tx, RECOUNT, &inquiry, now).await?;
    }
    Ok(())
}

/// Counts once more, and ends when the calendar is known or the inquiry no longer waits.
///
/// # Errors
/// When the database fails.
pub async fn recount(database: &Database, job: &Job) -> Result<(), Failure> {
    let id = InquiryId(job.key.parse::<Uuid>().map_err(|error| Failure::of(&error))?);
    let mut tx = database.begin(&Caller::system(job.county, "计时机", Path::Worker)).await?;
    let waits = inquiry::store::lock(&mut tx, id).await?.filter(|inquiry| inquiry.state.waits());
    let Some(inquiry) = waits.filter(|inquiry| !inquiry.calendar_known) else {
        return end(tx, job, End::Done).await;
    };
    let policy = match inquiry.clock_policy_id {
        Some(id) => store::get(&mut tx, id).await?.unwrap_or(DEFAULT),
        None => DEFAULT,
    };
    let dues = count(&mut tx, policy, inquiry.received_at).await?;
    inquiry::store::set_dues(&mut tx, id, &dues).await?;
    if dues.known {
        let due = dues.first_answer.to_string();
        tx.audit(Entry::new("inquiry.recount", "inquiry", id.0).with("first_answer_due", due));
        return end(tx, job, End::Done).await;
    }
    let tomorrow = tx.now() + Duration::days(1);
    end(tx, job, End::Again(tomorrow)).await
}
