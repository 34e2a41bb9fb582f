//! What the holder of a preview link sees.

use platform::{Storage, TenantTx};
use time::OffsetDateTime;

use super::{PreviewLink, store};
use crate::article::{self, Preview, looks};
use crate::revision;

/// A piece as its link shows it.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The piece's title.
    pub title: String,
    /// Whose it is.
    pub department: String,
    /// The revision's number; none for the piece as it stands.
    pub revision: Option<i32>,
    /// What it puts right in public; none unless it corrects a released piece.
    pub correction: Option<String>,
    /// When it ends.
    pub expires_at: OffsetDateTime,
    /// Each channel's look.
    pub looks: Vec<Preview>,
}

/// The piece of the link whose token the caller holds (`Caller::with_token`), and counts the look; none where there is no such
/// link any more.
///
/// # Errors
/// When the database fails.
pub async fn look(tx: &mut TenantTx) -> Result<Option<Looked>, Storage> {
    let Some(link) = store::held(tx).await? else { return Ok(None) };
    let Some(looked) = shown(tx, &link).await? else { return Ok(None) };
    store::count_opening(tx, link.id).await?;
    Ok(Some(looked))
}

async fn shown(tx: &mut TenantTx, link: &PreviewLink) -> Result<Option<Looked>, Storage> {
    let expires_at = link.expires_at;
    let department = article::department_name(tx, link.department).await?;
    if let Some(id) = link.revision {
        let Some(revision) = revision::by_ids(tx, &[id]).await?.pop() else { return Ok(None) };
        let looks = looks(tx, &(&revision).into(), &department).await?;
        return Ok(Some(Looked {
            title: revision.title,
            department,
            revision: Some(revision.number),
            correction: revision.correction,
            expires_at,
            looks,
        }));
    }
    let Some((piece, blocks)) = article::whole(tx, link.article).await? else { return Ok(None) };
    let looks = looks(tx, &(&piece, blocks.as_slice()).into(), &department).await?;
    let correction = Some(piece.correction).filter(|told| !told.is_empty());
    Ok(Some(Looked { title: piece.title, department, revision: None, correction, expires_at, looks }))
}
