//! Make the public copy of a release on our own website or app.

use content::{media, revision};
use platform::{Storage, TenantTx};
use sqlx::types::Json;
use tenancy::region;

use super::{Medium, Publication, store};
use crate::{AccountId, PublicationId, ReleaseId, hub};

/// Why no copy is made.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// No such release, or it was withdrawn.
    #[error("no such release, or it was withdrawn")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(PublishError { Storage; NotFound => NotFound, "RELEASE_NOT_FOUND", "没有这次发布，或已撤回" });

/// Writes the copy, in the medium's own version, in the transaction in which the target goes live and under the platform's reach. Telling it again changes
/// nothing. An older copy of the same article leaves the medium's lists: this one corrects it. True when the copy is new.
///
/// # Errors
/// See [`PublishError`].
pub async fn publish(
    tx: &mut TenantTx,
    release: ReleaseId,
    account: AccountId,
    medium: Medium,
) -> Result<bool, PublishError> {
    let going = store::going(tx, release).await?.ok_or(PublishError::NotFound)?;
    let revision = revision::by_ids(tx, &[going.revision]).await?.pop().ok_or(PublishError::NotFound)?;
    let departments = region::departments(tx).await?;
    let department = departments.into_iter().find(|department| department.id == going.department);
    let shown = revision.on(medium.into());
    let (title, summary) = (shown.title.to_owned(), shown.summary.to_owned());
    let (cover, cover_focus) = (shown.cover, shown.cover_focus.map(Json));
    let cover_alt = match cover {
        Some(cover) => media::by_ids(tx, &[cover]).await?.pop().map(|media| media.alt),
        None => None,
    };
    let copy = Publication {
        id: PublicationId(tx.new_id()),
        medium,
        release,
        article: going.article,
        revision: going.revision,
        department: going.department,
        department_name: department.map(|department| department.name).unwrap_or_default(),
        column: revision.column,
        topics: revision.topics,
        kind: revision.kind.as_str().to_owned(),
        emergency: revision.emergency,
        title,
        summary,
        source_name: revision.source_name,
        source_url: revision.source_url,
        source_author: revision.provenance.author,
        source_published_at: revision.provenance.published_at,
        source_licence: revision.provenance.licence,
        cover,
        cover_alt,
        cover_focus,
        digest: going.digest,
        released_at: tx.now(),
        withdrawn_at: None,
        withdrawal_reason: None,
        withdrawal_kind: None,
        merged_into: None,
    };
    let made = store::insert(tx, &copy, account).await?;
    if made {
        store::supersede(tx, &copy).await?;
        hub::changed(tx).await?;
        tx.announce(super::changed(release.0, Some(going.department)));
    }
    Ok(made)
}
