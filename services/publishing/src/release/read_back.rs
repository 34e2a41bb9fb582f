//! 上线核对: what is live is fetched and compared with what was approved, soon after it went live and again hours later. A difference
//! is a finding, which a person settles.

mod compare;
pub(crate) mod store;

use platform::audit::Entry;
use platform::settings::Setting;
use platform::{DepartmentId, Invalid, PersonId, Storage, TenantTx, mask};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::live;
use super::target::{self, Held};
use crate::word::words;
use crate::{ReadBackId, ReleaseId, TargetId};

pub(crate) use compare::{Text, differences, missing};

/// Kind of the job that looks; its key is the target's id.
pub const READ_BACK: &str = "publish.read_back";

/// Seconds after it went live at which a target is looked at.
pub(crate) const LOOKS: Setting<Vec<i64>> = Setting { key: "release.read_back_seconds", default: Vec::new() };

/// Where the county set nothing: after a minute, and after six hours.
const USUAL: [i64; 2] = [60, 21_600];

words! {
    /// What a look found.
    Verdict {
        /// What was approved.
        Same = "same",
        /// Something else.
        Different = "different",
        /// Nothing.
        Gone = "gone",
        /// Nobody answered.
        Unreachable = "unreachable",
    }
}

/// A part that is not as it was approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Which.
    pub part: String,
    /// As it was approved; empty where it should not be there.
    pub approved: String,
    /// As it is; empty where it is missing.
    pub live: String,
}

/// A look at what is live.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct ReadBack {
    pub id: ReadBackId,
    pub target: TargetId,
    pub release: ReleaseId,
    pub department: DepartmentId,
    pub looked_at: OffsetDateTime,
    pub verdict: Verdict,
    pub differences: Json<Vec<Difference>>,
    pub settled_at: Option<OffsetDateTime>,
    pub settled_by: Option<PersonId>,
    pub note: Option<String>,
}

/// Why a finding stays.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// No such finding.
    #[error("the finding does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// What was done is not said.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// There is nothing to settle.
    #[error("there is nothing to settle")]
    Settled,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(SettleError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_FINDING", "没有这条核对结果";
    Settled => Conflict, "NOTHING_TO_SETTLE", "这条核对结果不需要处理，或已经处理"
});

/// How long after it went live each look is due.
pub(crate) async fn looks(tx: &mut TenantTx) -> Result<Vec<i64>, Storage> {
    let looks = LOOKS.get(tx).await?;
    Ok(if looks.is_empty() { USUAL.to_vec() } else { looks })
}

/// Keeps what a look found; gives when the next one is due, if one is.
pub(crate) async fn keep(
    tx: &mut TenantTx,
    held: &Held,
    verdict: Verdict,
    differences: Vec<Difference>,
) -> Result<Option<OffsetDateTime>, Storage> {
    let id = ReadBackId(tx.new_id());
    let found = matches!(verdict, Verdict::Different | Verdict::Gone);
    store::insert(tx, id, held, verdict, &differences).await?;
    if found {
        metrics::counter!("juzhen_release_read_back_differs_total").increment(1);
        tracing::warn!(target.id = %held.target.id, verdict = verdict.as_str(), "what is live is not what was approved");
    }
    let entry = Entry::new("target.read_back", "release_target", held.target.id.0).of(held.release.department);
    tx.audit(entry.with("verdict", verdict.as_str()).with("differences", differences.len()));
    tx.announce(live::changed(&held.release));
    let (done, looks) = (store::count(tx, held.target.id).await?, looks(tx).await?);
    let next = usize::try_from(done).ok().and_then(|done| looks.get(done).copied());
    let live_at = held.target.live_at.unwrap_or(tx.now());
    Ok(next.map(|seconds| (live_at + time::Duration::seconds(seconds)).max(tx.now())))
}

/// A person settled a finding: put right there, withdrawn, or explained.
///
/// # Errors
/// When the actor may not, says nothing of what was done, or there is nothing to settle.
pub async fn settle(tx: &mut TenantTx, actor: &Actor, id: ReadBackId, note: &str) -> Result<ReadBack, SettleError> {
    let found = store::find(tx, id).await?.ok_or(SettleError::NotFound)?;
    actor.require(Action::ReleaseResolve, Scope::Department(found.department))?;
    let mut invalid = Invalid::default();
    let length = note.trim().chars().count();
    invalid.check((1..=200).contains(&length), "note", "LENGTH", "请填写 1 至 200 字的处理情况");
    invalid.into_result()?;
    let by = actor.person().ok_or(Refused(Action::ReleaseResolve))?;
    let note = mask::staff(note.trim());
    if !store::settle(tx, id, by, &note).await? {
        return Err(SettleError::Settled);
    }
    let entry = Entry::new("target.read_back_settled", "release_target", found.target.0).of(found.department);
    tx.audit(entry.with("note", &note));
    if let Some(held) = target::hold(tx, found.target).await? {
        tx.announce(live::changed(&held.release));
    }
    store::find(tx, id).await?.ok_or(SettleError::NotFound)
}

/// The looks at these targets that the caller sees, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_targets(tx: &mut TenantTx, targets: &[TargetId]) -> Result<Vec<ReadBack>, Storage> {
    store::of_targets(tx, targets).await
}

/// Findings that wait for a person, the oldest first: what the latest look at a target found.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &mut TenantTx, actor: &Actor, limit: i64) -> Result<Vec<ReadBack>, Storage> {
    if !actor.may(Action::ReleaseResolve, Scope::Any) {
        return Ok(Vec::new());
    }
    store::waiting(tx, limit).await
}
