//! Verify a form: what anyone who holds it may learn, which is whether it is genuine and what was approved, and no name.

use content::Digest;
use forms::Form;
use platform::{Storage, TenantTx};
use time::OffsetDateTime;

use super::{VerificationCode, store};

/// What is told of a form that is known.
#[derive(Clone, Debug)]
pub struct Verified {
    /// Which form.
    pub form: Form,
    /// The title, where the piece has been released.
    pub title: Option<String>,
    /// The digest of the revision that was approved.
    pub digest: Digest,
    /// When it was.
    pub approved_at: OffsetDateTime,
    /// When the form was issued.
    pub issued_at: OffsetDateTime,
    /// Since when a later one says more.
    pub superseded_at: Option<OffsetDateTime>,
    /// Whether the file in hand is the one that was issued, to the byte; none where no file was named.
    pub file_matches: Option<bool>,
}

/// The form of this code. The transaction's caller holds it (`Caller::with_token`); any other finds none. `file` is the SHA-256 of
/// the file in hand, in hexadecimal.
///
/// # Errors
/// When the database fails.
pub async fn verify(
    tx: &mut TenantTx,
    code: VerificationCode,
    file: Option<&str>,
) -> Result<Option<Verified>, Storage> {
    let Some(issued) = store::by_code(tx, code).await? else { return Ok(None) };
    let revision = content::revision::by_ids(tx, &[issued.revision]).await?.pop();
    Ok(Some(Verified {
        form: issued.form,
        title: revision.filter(|revision| revision.public_at.is_some()).map(|revision| revision.title),
        digest: issued.digest,
        approved_at: issued.approved_at,
        issued_at: issued.issued_at,
        superseded_at: issued.superseded_at,
        file_matches: file.map(|file| file.trim().to_ascii_lowercase() == issued.sha256.to_string()),
    }))
}
