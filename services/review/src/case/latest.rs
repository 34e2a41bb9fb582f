//! The latest case of an article, and the revision the one before it was about.

use content::{ArticleId, Revision};
use platform::{Storage, TenantTx};

use super::{Case, store};

/// The latest case of each of these articles that has one the caller sees.
///
/// # Errors
/// When the database fails.
pub async fn latest_of_articles(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Case>, Storage> {
    store::latest_of(tx, articles).await
}

/// The revision of the case, and the one submitted before it: what changed is read between the two.
///
/// # Errors
/// When the database fails.
pub async fn previous_revision(
    tx: &mut TenantTx,
    case: &Case,
) -> Result<(Option<Revision>, Option<Revision>), Storage> {
    let revisions = content::revision::list_of(tx, &[case.article]).await?;
    let current = revisions.iter().find(|revision| revision.id == case.revision).cloned();
    let number = current.as_ref().map_or(0, |revision| revision.number);
    let previous = revisions.into_iter().filter(|revision| revision.number < number).max_by_key(|r| r.number);
    Ok((current, previous))
}
