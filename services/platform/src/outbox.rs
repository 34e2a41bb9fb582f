//! Events leave by the outbox: a business transaction writes rows and never notifies; one relay drains them and rings.

use uuid::Uuid;

use crate::{Database, DepartmentId, PersonId, Storage, TenantTx};

/// The channel the relay rings on.
pub const DOORBELL: &str = "juzhen_event";

/// Something changed: ids only, listeners read the state again.
#[derive(Clone, Debug)]
pub struct Event {
    /// Such as `article.changed`, `work.changed`, `inquiry.changed`, `release.changed`.
    pub kind: &'static str,
    /// What changed.
    pub subject: Uuid,
    /// Whose matter it is.
    pub department: Option<DepartmentId>,
    /// Whose work list it touches, when it is one person's.
    pub person: Option<PersonId>,
}

/// Events as the columns of their rows.
pub(crate) struct Columns {
    pub(crate) ids: Vec<Uuid>,
    pub(crate) kinds: Vec<String>,
    pub(crate) subjects: Vec<Uuid>,
    pub(crate) departments: Vec<Option<Uuid>>,
    pub(crate) persons: Vec<Option<Uuid>>,
}

impl Columns {
    pub(crate) fn of(tx: &TenantTx, events: &[Event]) -> Self {
        Self {
            ids: events.iter().map(|_| tx.new_id()).collect(),
            kinds: events.iter().map(|event| event.kind.to_owned()).collect(),
            subjects: events.iter().map(|event| event.subject).collect(),
            departments: events.iter().map(|event| event.department.map(|id| id.0)).collect(),
            persons: events.iter().map(|event| event.person.map(|id| id.0)).collect(),
        }
    }
}

pub(crate) async fn write(tx: &mut TenantTx, events: &[Event]) -> Result<(), Storage> {
    let (county, rows) = (tx.county().0, Columns::of(tx, events));
    sqlx::query!(
        "insert into outbox (county_id, id, kind, subject_id, department_id, person_id)
         select $1, * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[])",
        county,
        &rows.ids,
        &rows.kinds,
        &rows.subjects,
        &rows.departments as &[Option<Uuid>],
        &rows.persons as &[Option<Uuid>]
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What the doorbell carries: one line an event, `county kind subject`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    /// The tenant.
    pub county: i32,
    /// The event's kind.
    pub kind: String,
    /// What changed.
    pub subject: Uuid,
}

impl Ring {
    /// Reads a doorbell's payload; a line it cannot read is skipped, since listeners also read again by themselves.
    #[must_use]
    pub fn parse(payload: &str) -> Vec<Self> {
        payload.lines().filter_map(Self::line).collect()
    }

    fn line(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        Some(Self {
            county: words.next()?.parse().ok()?,
            kind: words.next()?.to_owned(),
            subject: words.next()?.parse().ok()?,
        })
    }
}

/// Takes up to 100 events out of the outbox and rings once for them. Returns how many there were.
///
/// # Errors
/// When the database fails; the events then stay.
pub async fn relay(database: &Database) -> Result<usize, Storage> {
    // What a crash brings back rings twice, and listeners read again anyway.
    let mut tx = database.begin_system_soon().await?;
    let rows = sqlx::query!(
        "delete from outbox o using (select county_id, id from outbox order by id limit 100 for update skip locked) due
         where o.county_id = due.county_id and o.id = due.id returning o.county_id, o.kind, o.subject_id"
    )
    .fetch_all(tx.conn())
    .await?;
    if rows.is_empty() {
        return Ok(0);
    }
    // 100 lines of at most 75 bytes stay below the 7,999 a payload may have.
    let payload: Vec<String> =
        rows.iter().map(|row| format!("{} {} {}", row.county_id, row.kind, row.subject_id)).collect();
    sqlx::query!("select pg_notify($1, $2)", DOORBELL, payload.join("\n")).execute(tx.conn()).await?;
    tx.commit().await?;
    Ok(rows.len())
}
