//! 限时发布: a piece goes out nowhere before an instant, whatever its releases are planned for.

use content::{ArticleId, article};
use platform::audit::Entry;
use platform::outbox::Event;
use platform::{DepartmentId, Invalid, PersonId, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Duration, OffsetDateTime};

use super::store;

/// An embargo.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Embargo {
    pub article: ArticleId,
    pub department: DepartmentId,
    pub until: OffsetDateTime,
    pub reason: String,
    pub set_by: PersonId,
    pub set_at: OffsetDateTime,
}

/// Why the embargo is as it was.
#[derive(Debug, thiserror::Error)]
pub enum EmbargoError {
    /// No such piece.
    #[error("the article does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The time is not one, or the reason is missing.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// There is none to lift.
    #[error("there is no embargo")]
    None,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(EmbargoError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_ARTICLE", "稿件不存在";
    None => Conflict, "NO_EMBARGO", "这篇稿件没有限时"
});

/// Those of these pieces that the caller sees.
///
/// # Errors
/// When the database fails.
pub async fn embargoes(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Embargo>, Storage> {
    store::embargoes(tx, articles).await
}

/// Sets or changes it. What is planned earlier waits until then.
///
/// # Errors
/// When the actor may not, the time is past, or no reason is given.
pub async fn set_embargo(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ArticleId,
    until: OffsetDateTime,
    reason: &str,
) -> Result<Embargo, EmbargoError> {
    let piece = article::by_ids(tx, &[id]).await?.pop().ok_or(EmbargoError::NotFound)?;
    actor.require(Action::ReleasePlan, Scope::Department(piece.department))?;
    let (mut invalid, now) = (Invalid::default(), tx.now());
    let in_time = now < until && until <= now + Duration::days(366);
    invalid.check(in_time, "until", "OUT_OF_RANGE", "限时须在一年之内，且晚于现在");
    let length = reason.trim().chars().count();
    invalid.check((1..=200).contains(&length), "reason", "LENGTH", "请填写 1 至 200 字的限时原因");
    invalid.into_result()?;
    let embargo = Embargo {
        article: id,
        department: piece.department,
        until,
        reason: mask::staff(reason.trim()),
        set_by: actor.person().ok_or(Refused(Action::ReleasePlan))?,
        set_at: now,
    };
    store::keep_embargo(tx, &embargo).await?;
    let entry = Entry::new("embargo.set", "article", id.0).of(piece.department);
    tx.audit(entry.with("until", until.unix_timestamp()).with("reason", &embargo.reason));
    tx.announce(changed(id, piece.department));
    Ok(embargo)
}

/// Lifts it: what is planned goes out at its time, and what waited for it now.
///
/// # Errors
/// When the actor may not, or there is none.
pub async fn lift_embargo(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<(), EmbargoError> {
    let piece = article::by_ids(tx, &[id]).await?.pop().ok_or(EmbargoError::NotFound)?;
    actor.require(Action::ReleasePlan, Scope::Department(piece.department))?;
    if !store::drop_embargo(tx, id).await? {
        return Err(EmbargoError::None);
    }
    tx.audit(Entry::new("embargo.lift", "article", id.0).of(piece.department));
    tx.announce(changed(id, piece.department));
    Ok(())
}

fn changed(id: ArticleId, department: DepartmentId) -> Event {
    Event { kind: "article.changed", subject: id.0, department: Some(department), person: None }
}
