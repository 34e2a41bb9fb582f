//! Ask a column or topic for a rhythm, or no longer.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Of, RhythmId, WARN_DAYS, store};
use crate::column;

/// Rhythms a county may ask for: as many as its columns and topics.
const MOST: i64 = 200;

/// Why a rhythm was not set.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum RhythmError {
    #[error("no such rhythm, or column")]
    NotFound,
    #[error("there are too many rhythms")]
    TooMany,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RhythmError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "RHYTHM_NOT_FOUND", "栏目或更新周期不存在"
    ; TooMany => Conflict, "TOO_MANY", "更新周期已满 200 个，请先删去不用的"
});

/// Asks for at least one released piece in so many days. A rhythm there already is changed, and goes on from where it was.
///
/// # Errors
/// When the actor may not manage columns, there is no such column, or a field breaks a rule.
pub async fn keep_rhythm(tx: &mut TenantTx, actor: &Actor, of: Of, days: i32) -> Result<RhythmId, RhythmError> {
    actor.require(Action::ColumnManage, Scope::County)?;
    let of = match of {
        Of::Topic(topic) => Of::Topic(topic.trim().to_owned()),
        column @ Of::Column(_) => column,
    };
    let mut faults = Invalid::default();
    faults.check((1..=366).contains(&days), "days", "OUT_OF_RANGE", "天数为 1 至 366");
    match &of {
        Of::Topic(topic) => {
            let fits = (1..=40).contains(&topic.chars().count());
            faults.check(fits, "topic", "MALFORMED", "专题名为 1 至 40 字");
        }
        Of::Column(id) => {
            if column::by_ids(tx, &[*id]).await?.is_empty() {
                return Err(RhythmError::NotFound);
            }
        }
    }
    faults.into_result()?;
    if MOST <= store::count(tx).await? {
        return Err(RhythmError::TooMany);
    }
    let id = store::save(tx, &of, days).await?;
    tx.audit(Entry::new("rhythm.keep", "rhythm", id.0).with("days", days));
    tx.announce(changed(id));
    Ok(id)
}

/// Asks for no rhythm any more.
///
/// # Errors
/// When the actor may not manage columns, or there is none.
pub async fn drop_rhythm(tx: &mut TenantTx, actor: &Actor, id: RhythmId) -> Result<(), RhythmError> {
    actor.require(Action::ColumnManage, Scope::County)?;
    if !store::remove(tx, id).await? {
        return Err(RhythmError::NotFound);
    }
    tx.audit(Entry::new("rhythm.drop", "rhythm", id.0));
    tx.announce(changed(id));
    Ok(())
}

/// Says how many days before it is stale a column or topic shows on the desk.
///
/// # Errors
/// When the actor may not manage columns, or the number is out of range.
pub async fn keep_warning(tx: &mut TenantTx, actor: &Actor, days: i32) -> Result<(), RhythmError> {
    actor.require(Action::ColumnManage, Scope::County)?;
    let mut faults = Invalid::default();
    faults.check((0..=30).contains(&days), "days", "OUT_OF_RANGE", "天数为 0 至 30");
    faults.into_result()?;
    WARN_DAYS.set(tx, &i64::from(days)).await?;
    tx.audit(Entry::new("rhythm.warn", "setting", None).with("days", days));
    Ok(())
}

/// The event that desks hear.
fn changed(id: RhythmId) -> Event {
    Event { kind: "plan.changed", subject: id.0, department: None, person: None }
}
