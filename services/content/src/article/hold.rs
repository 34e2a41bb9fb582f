//! Who is writing at a draft. The first page that opens it holds it; a second person sees it read-only and may take over. A
//! hold lapses when its page is no longer seen alive, so that a closed laptop stops nobody.

mod store;

use platform::audit::Entry;
use platform::{PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Duration, OffsetDateTime};

use super::create::changed;
use super::{Article, ArticleId};

/// After how long without a sign of its page a hold has lapsed. The page gives one every thirty seconds.
const LAPSE: Duration = Duration::seconds(90);

/// Somebody at a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Hold {
    pub person: PersonId,
    pub since: OffsetDateTime,
    /// When its page last gave a sign.
    pub seen_at: OffsetDateTime,
}

impl Hold {
    /// True until it lapses.
    #[must_use]
    pub fn is_live(&self, now: OffsetDateTime) -> bool {
        now < self.seen_at + LAPSE
    }
}

/// Why a draft is not held.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum HoldError {
    #[error("no such article")]
    NotFound,
    /// It is before the reviewers, or approved.
    #[error("the article is not editable")]
    NotEditable,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(HoldError {
    Refused, Storage
    ; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件不存在"
    ; NotEditable => Conflict, "WITHDRAW_FIRST", "稿件在审或已审定，需先撤回再修改"
});

/// Holds a draft that nobody else holds, or gives a sign that its page is still there. Returns who holds it now: another, if
/// they do.
///
/// # Errors
/// When it is not visible, not theirs to write, or under review.
pub async fn hold(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<Hold, HoldError> {
    let (article, person) = writable(tx, actor, id).await?;
    let now = tx.now();
    let before = store::find(tx, id).await?.filter(|hold| hold.is_live(now));
    match before {
        Some(hold) if hold.person != person => Ok(hold),
        Some(mut hold) => {
            hold.seen_at = now;
            store::save(tx, &article, &hold).await?;
            Ok(hold)
        }
        None => begin(tx, &article, person).await,
    }
}

/// Takes a draft over from whoever is writing at it; they are told, and what they have not saved stays on their page.
///
/// # Errors
/// When it is not visible, not theirs to write, or under review.
pub async fn take_over(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<Hold, HoldError> {
    let (article, person) = writable(tx, actor, id).await?;
    let now = tx.now();
    let before = store::find(tx, id).await?.filter(|hold| hold.is_live(now) && hold.person != person);
    let hold = begin(tx, &article, person).await?;
    if let Some(before) = before {
        let entry = Entry::new("article.take_over", "article", id.0).of(article.department);
        tx.audit(entry.with("from", before.person.0));
    }
    Ok(hold)
}

/// Lets a draft go. What another holds stays theirs; letting go twice changes nothing.
///
/// # Errors
/// When it is not visible or not theirs to write.
pub async fn let_go(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<(), HoldError> {
    let article = super::store::lock(tx, id).await?.ok_or(HoldError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(article.department))?;
    let person = actor.person().ok_or(Refused(Action::ArticleDraft))?;
    if store::end(tx, id, person).await? {
        tx.announce(changed(&article));
    }
    Ok(())
}

/// Who is writing at a piece now.
///
/// # Errors
/// When it is not visible.
pub async fn holder(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<Option<Hold>, HoldError> {
    actor.require(Action::ArticleRead, Scope::Any)?;
    super::store::by_ids(tx, &[id]).await?.pop().ok_or(HoldError::NotFound)?;
    let now = tx.now();
    Ok(store::find(tx, id).await?.filter(|hold| hold.is_live(now)))
}

/// The person other than the actor who is writing at a locked piece.
pub(super) async fn other(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<Option<PersonId>, Storage> {
    let now = tx.now();
    let held = store::find(tx, id).await?.filter(|hold| hold.is_live(now) && Some(hold.person) != actor.person());
    Ok(held.map(|hold| hold.person))
}

async fn writable(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<(Article, PersonId), HoldError> {
    let article = super::store::lock(tx, id).await?.ok_or(HoldError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(article.department))?;
    let person = actor.person().ok_or(Refused(Action::ArticleDraft))?;
    if article.is_editable() { Ok((article, person)) } else { Err(HoldError::NotEditable) }
}

async fn begin(tx: &mut TenantTx, article: &Article, person: PersonId) -> Result<Hold, HoldError> {
    let hold = Hold { person, since: tx.now(), seen_at: tx.now() };
    store::save(tx, article, &hold).await?;
    tx.announce(changed(article));
    Ok(hold)
}

#[cfg(test)]
mod tests {
    use super::{Hold, LAPSE};
    use platform::PersonId;
    use time::{Duration, OffsetDateTime};

    #[test]
    fn a_hold_lapses_without_a_sign() {
        let at = OffsetDateTime::UNIX_EPOCH;
        let hold = Hold { person: PersonId(uuid::Uuid::nil()), since: at, seen_at: at };
        assert!(hold.is_live(at + LAPSE - Duration::SECOND));
        assert!(!hold.is_live(at + LAPSE));
    }
}
