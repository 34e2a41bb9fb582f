//! Issue a form: keep its code and the digest of exactly the file that was set, before anyone holds it.

use content::Digest;
use platform::TenantTx;
use platform::audit::Entry;
use tenancy::{Action, Actor, Scope};

use super::{Composed, Issued, PrintError, VerificationCode, form_word, store};

/// Keeps what is handed out: under its standing code if the file is the one that was issued, else as the one that stands from now on.
///
/// # Errors
/// When the actor may not read the case, or someone issued another at the same moment.
pub async fn issue(
    tx: &mut TenantTx,
    actor: &Actor,
    composed: &Composed,
    code: VerificationCode,
    sha256: Digest,
) -> Result<Issued, PrintError> {
    actor.require(Action::ReviewRead, Scope::Any)?;
    let (case, form) = (&composed.case, composed.form);
    let same = |issued: &Issued| issued.code == code && issued.sha256 == sha256;
    let issued = match composed.standing.clone().filter(same) {
        Some(again) => again,
        None => {
            let issued = Issued {
                id: tx.new_id(),
                case: case.id,
                revision: case.revision,
                digest: case.digest,
                department: case.department,
                form,
                code,
                sha256,
                approved_at: case.closed_at.ok_or(PrintError::NotApproved)?,
                issued_by: actor.person().ok_or(PrintError::NotFound)?,
                issued_at: tx.now(),
                superseded_at: None,
            };
            store::supersede(tx, composed.standing.as_ref().map(|standing| standing.id)).await?;
            store::insert(tx, &issued).await.map_err(|error| match error.constraint() {
                Some("issued_form_standing_key") => PrintError::Meanwhile,
                _ => PrintError::Storage(error),
            })?;
            issued
        }
    };
    tx.audit(
        Entry::new("review.print", "review_case", case.id.0)
            .of(case.department)
            .with("form", form_word(form))
            .with("sha256", issued.sha256.to_string())
            .with("again", issued.issued_at < tx.now()),
    );
    Ok(issued)
}
