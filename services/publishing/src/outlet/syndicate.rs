//! 供稿: whether a piece is handed on to outlets. The rule: the county's own pieces are, reprints are not, for they are another's to
//! hand on. Whoever plans its releases may decide otherwise, with a reason.

mod store;

use std::collections::HashMap;

use content::{ArticleId, Origin, article};
use platform::audit::Entry;
use platform::{Invalid, PersonId, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::notify;

/// Whether a piece is handed on, and whose word that is.
#[derive(Clone, Debug)]
pub struct Syndication {
    /// Whether it is.
    pub allowed: bool,
    /// Who decided it; none where the rule does.
    pub decision: Option<Decision>,
}

/// A person's decision.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Decision {
    pub by: PersonId,
    pub at: OffsetDateTime,
    pub reason: String,
}

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum SyndicationError {
    /// No such article.
    #[error("the article does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The reason is missing or too long.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(SyndicationError { Refused, Invalid, Storage; NotFound => NotFound, "NO_ARTICLE", "稿件不存在" });

/// How a piece stands, for whoever reads releases of its department.
///
/// # Errors
/// When there is no such piece, or the actor may not.
pub async fn syndication(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<Syndication, SyndicationError> {
    let article = article::by_ids(tx, &[id]).await?.pop().ok_or(SyndicationError::NotFound)?;
    actor.require(Action::ReleaseRead, Scope::Any)?;
    let decided = store::decisions(tx, &[id]).await?.remove(&id);
    Ok(standing(decided, article.origin == Origin::Original))
}

/// Decides it. What is out and was not handed on is handed on now; what outlets have stays with them.
///
/// # Errors
/// When the actor may not, or gave no reason.
pub async fn decide(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ArticleId,
    allowed: bool,
    reason: &str,
) -> Result<Syndication, SyndicationError> {
    let article = article::lock(tx, id).await?.ok_or(SyndicationError::NotFound)?;
    actor.require(Action::ReleasePlan, Scope::Department(article.department))?;
    let by = actor.person().ok_or(Refused(Action::ReleasePlan))?;
    let reason = mask::staff(reason.trim());
    let mut invalid = Invalid::default();
    invalid.check((1..=200).contains(&reason.chars().count()), "reason", "LENGTH", "请填写 1 至 200 字的理由");
    invalid.into_result()?;
    let decision = Decision { by, at: tx.now(), reason };
    store::save(tx, &article, allowed, &decision).await?;
    if allowed && let Some(release) = store::live_release(tx, id).await? {
        notify::released(tx, release).await?;
    }
    tx.audit(
        Entry::new("syndication.decide", "article", id.0)
            .of(article.department)
            .with("allowed", allowed)
            .with("reason", &decision.reason),
    );
    tx.announce(platform::outbox::Event {
        kind: "syndication.changed",
        subject: id.0,
        department: Some(article.department),
        person: None,
    });
    Ok(Syndication { allowed, decision: Some(decision) })
}

/// What is asked when it goes live.
pub(super) async fn is_handed_on(tx: &mut TenantTx, id: ArticleId, original: bool) -> Result<bool, Storage> {
    let mut decided: HashMap<_, _> = store::decisions(tx, &[id]).await?;
    Ok(standing(decided.remove(&id), original).allowed)
}

fn standing(decided: Option<(bool, Decision)>, original: bool) -> Syndication {
    match decided {
        Some((allowed, decision)) => Syndication { allowed, decision: Some(decision) },
        None => Syndication { allowed: original, decision: None },
    }
}
