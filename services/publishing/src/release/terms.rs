//! How long a release stands: its end, at which it goes down by itself with a reason the public reads, and the day by which somebody
//! looks whether it still holds.

use platform::audit::Entry;
use platform::{Clock, Invalid, Storage, TenantTx, jobs, mask};
use serde_json::json;
use tenancy::{Action, Actor, Refused, Scope};
use time::{Date, Duration, OffsetDateTime};

use super::{EXPIRE, Release, live, store};
use crate::ReleaseId;

/// How long a release stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// When it goes down by itself.
    pub expires_at: Option<OffsetDateTime>,
    /// What the public then reads.
    pub expiry_reason: Option<String>,
    /// The day by which somebody looks whether it still holds.
    pub review_on: Option<Date>,
}

impl Terms {
    /// With the reason as the public will read it; a reason without an end is none.
    #[must_use]
    pub(super) fn cleaned(self) -> Self {
        let reason = self.expiry_reason.as_deref().map(str::trim).filter(|_| self.expires_at.is_some());
        Self { expiry_reason: reason.map(mask::staff), ..self }
    }

    pub(super) fn check(&self, now: OffsetDateTime, goes_out: OffsetDateTime, invalid: &mut Invalid) {
        let latest = now + Duration::days(3660);
        if let Some(until) = self.expires_at {
            let in_time = goes_out.max(now) < until && until <= latest;
            invalid.check(in_time, "expiresAt", "OUT_OF_RANGE", "到期时间须晚于发布时间，十年之内");
            let length = self.expiry_reason.as_deref().unwrap_or_default().chars().count();
            invalid.check(
                (1..=200).contains(&length),
                "expiryReason",
                "LENGTH",
                "请填写 1 至 200 字的到期原因，到期后向公众显示",
            );
        }
        if let Some(day) = self.review_on {
            let in_time = Clock::day_of(now) <= day && day <= Clock::day_of(latest);
            invalid.check(in_time, "reviewOn", "OUT_OF_RANGE", "复核日期须在今天到十年之内");
        }
    }
}

/// Why the terms are as they were.
#[derive(Debug, thiserror::Error)]
pub enum TermsError {
    /// No such release.
    #[error("the release does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// A time is not one, or the reason is missing.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It was withdrawn.
    #[error("the release was withdrawn")]
    Withdrawn,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(TermsError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_RELEASE", "发布不存在";
    Withdrawn => Conflict, "RELEASE_WITHDRAWN", "发布已经撤回"
});

/// Gives a release another end, or another day to look again; whoever looked and found that it holds sets the next.
///
/// # Errors
/// When the actor may not, a time is not one, or it was withdrawn.
pub async fn edit_terms(tx: &mut TenantTx, actor: &Actor, id: ReleaseId, terms: Terms) -> Result<Release, TermsError> {
    let release = store::lock(tx, id).await?.ok_or(TermsError::NotFound)?;
    actor.require(Action::ReleasePlan, Scope::Department(release.department))?;
    let (mut invalid, terms) = (Invalid::default(), terms.cleaned());
    terms.check(tx.now(), release.scheduled_at, &mut invalid);
    invalid.into_result()?;
    if release.withdrawn_at.is_some() {
        return Err(TermsError::Withdrawn);
    }
    store::set_terms(tx, id, &terms).await?;
    end_at(tx, id, terms.expires_at).await?;
    tx.audit(
        Entry::new("release.terms", "release", id.0)
            .of(release.department)
            .with("expiresAt", terms.expires_at.map(OffsetDateTime::unix_timestamp))
            .with("reviewOn", terms.review_on.map(|day| day.to_string())),
    );
    tx.announce(live::changed(&release));
    let Terms { expires_at, expiry_reason, review_on } = terms;
    Ok(Release { expires_at, expiry_reason, review_on, ..release })
}

/// Sees that its end comes.
pub(super) async fn end_at(tx: &mut TenantTx, id: ReleaseId, at: Option<OffsetDateTime>) -> Result<(), Storage> {
    let key = id.to_string();
    match at {
        None => jobs::cancel(tx, EXPIRE, &key).await,
        Some(at) if jobs::reschedule(tx, EXPIRE, &key, at).await? => Ok(()),
        Some(at) => jobs::enqueue(tx, EXPIRE, &key, at, json!({})).await,
    }
}

/// Releases whose day to look again has come, the longest due first, for those who may.
///
/// # Errors
/// When the database fails.
pub async fn to_review(tx: &mut TenantTx, actor: &Actor, limit: i64) -> Result<Vec<Release>, Storage> {
    if !actor.may(Action::ReleasePlan, Scope::Any) {
        return Ok(Vec::new());
    }
    let today = Clock::day_of(tx.now());
    store::to_review(tx, today, limit).await
}
