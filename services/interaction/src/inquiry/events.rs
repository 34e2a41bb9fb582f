//! What happened to an inquiry, for the staff to read in order.

mod store;

use platform::mask;
use platform::outbox;
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::OffsetDateTime;

use super::InquiryId;

/// One step of its history.
#[derive(Clone, Debug)]
pub struct Event {
    /// Whose history it is of.
    pub inquiry: InquiryId,
    /// When.
    pub at: OffsetDateTime,
    /// Such as `received`, `assigned`, `answered`.
    pub kind: String,
    /// Who did it; none for the citizen and the platform.
    pub person: Option<PersonId>,
    /// The department it concerns.
    pub department: Option<DepartmentId>,
    /// Reason or note, masked.
    pub note: String,
}

/// Notes a step, and tells those who listen.
pub(crate) async fn note(
    tx: &mut TenantTx,
    id: InquiryId,
    kind: &'static str,
    department: Option<DepartmentId>,
    words: &str,
) -> Result<(), Storage> {
    store::insert(tx, id, kind, department, &mask::staff(words)).await?;
    tx.announce(outbox::Event { kind: "inquiry.changed", subject: id.0, department, person: None });
    Ok(())
}

/// The histories of inquiries the caller sees, each oldest first.
///
/// # Errors
/// When the database fails.
pub async fn history(tx: &mut TenantTx, inquiries: &[InquiryId]) -> Result<Vec<Event>, Storage> {
    store::of(tx, inquiries).await
}
