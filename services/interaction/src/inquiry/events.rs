//! What happened to an inquiry, for the staff to read in order.

use platform::outbox;
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::OffsetDateTime;

use super::{Inquiry, InquiryId};
use crate::mask;

/// One step of its history.
#[derive(Clone, Debug)]
pub struct Event {
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
    let (county, event, now) = (tx.county().0, tx.new_id(), tx.now());
    let person = tx.caller().person().map(|person| person.0);
    sqlx::query!(
        "insert into inquiry_event (county_id, id, inquiry_id, at, kind, person_id, department_id, note)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        county,
        event,
        id.0,
        now,
        kind,
        person,
        department.map(|department| department.0),
        mask::staff(words)
    )
    .execute(tx.conn())
    .await?;
    tx.announce(outbox::Event { kind: "inquiry.changed", subject: id.0, department, person: None });
    Ok(())
}

/// The history of an inquiry the caller sees, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn history(tx: &mut TenantTx, inquiry: &Inquiry) -> Result<Vec<Event>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Event,
        r#"select at, kind, person_id as "person: PersonId", department_id as "department: DepartmentId", note from inquiry_event
           where county_id = $1 and inquiry_id = $2 order by id"#,
        county,
        inquiry.id.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
