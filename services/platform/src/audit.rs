//! 审计: every change of state leaves a row in its county's hash chain, in the same transaction (I8).

use serde::Serialize;
use serde_json::Value;
use sqlx::{Connection, PgConnection};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::outbox::{Columns, Event};
use crate::{DepartmentId, Storage, TenantTx};

/// One act. Detail holds ids, states and reasons; never personal data (I7).
#[derive(Debug)]
pub struct Entry {
    action: &'static str,
    subject_kind: &'static str,
    subject_id: Option<Uuid>,
    department: Option<DepartmentId>,
    detail: Value,
}

impl Entry {
    /// An act such as `article.submit` on a subject of a kind such as `article`.
    pub fn new(action: &'static str, subject_kind: &'static str, subject_id: impl Into<Option<Uuid>>) -> Self {
        Self {
            action,
            subject_kind,
            subject_id: subject_id.into(),
            department: None,
            detail: Value::Object(serde_json::Map::new()),
        }
    }

    /// The department whose matter it is.
    #[must_use]
    pub fn of(mut self, department: DepartmentId) -> Self {
        self.department = Some(department);
        self
    }

    /// The span that does it is about its subject.
    pub(crate) fn mark_span(&self) {
        if let Some(id) = self.subject_id {
            crate::telemetry::about(self.subject_kind, id);
        }
    }

    /// Adds a word of detail.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Serialize) -> Self {
        if let (Value::Object(map), Ok(value)) = (&mut self.detail, serde_json::to_value(value)) {
            map.insert(key.to_owned(), value);
        }
        self
    }
}

#[derive(Serialize)]
struct Row<'a> {
    at: String,
    actor_id: Option<Uuid>,
    actor_name: &'a str,
    path: &'static str,
    action: &'static str,
    subject_kind: &'static str,
    subject_id: Option<Uuid>,
    department_id: Option<Uuid>,
    detail: String,
}

/// Appends the entries to the county's chain, after the events that go with them: one statement, in which the events are
/// written first, for the chain is locked from its first entry to the commit.
pub(crate) async fn append(tx: &mut TenantTx, events: &[Event], entries: &[Entry]) -> Result<(), Storage> {
    let caller = tx.caller().clone();
    let at = tx.now().format(&time::format_description::well_known::Rfc3339).unwrap_or_default();
    let rows: Vec<Row<'_>> = entries
        .iter()
        .map(|entry| Row {
            at: at.clone(),
            actor_id: caller.person.map(|person| person.0),
            actor_name: &caller.name,
            path: caller.path.as_str(),
            action: entry.action,
            subject_kind: entry.subject_kind,
            subject_id: entry.subject_id,
            department_id: entry.department.or(caller.department).map(|department| department.0),
            detail: entry.detail.to_string(),
        })
        .collect();
    let rows = serde_json::to_value(rows).unwrap_or_default();
    let events = Columns::of(tx, events);
    sqlx::query!(
        "with event as (
           insert into outbox (county_id, id, kind, subject_id, department_id, person_id)
           select $1, * from unnest($3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[]) returning 1),
         written as (select count(*) from event)
         select audit_append($1, $2) from written",
        caller.county.0,
        rows,
        &events.ids,
        &events.kinds,
        &events.subjects,
        &events.departments as &[Option<Uuid>],
        &events.persons as &[Option<Uuid>]
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Appends one row to a county's chain in a transaction of the login that owns the schema: for what belongs to no county and yet
/// concerns it, such as the calendar.
///
/// # Errors
/// When the database fails.
pub async fn append_by_owner(
    tx: &mut PgConnection,
    county: crate::CountyId,
    name: &str,
    at: OffsetDateTime,
    entry: &Entry,
) -> Result<(), Storage> {
    let row = Row {
        at: at.format(&time::format_description::well_known::Rfc3339).unwrap_or_default(),
        actor_id: None,
        actor_name: name,
        path: crate::Path::Command.as_str(),
        action: entry.action,
        subject_kind: entry.subject_kind,
        subject_id: entry.subject_id,
        department_id: entry.department.map(|department| department.0),
        detail: entry.detail.to_string(),
    };
    let rows = serde_json::to_value([row]).unwrap_or_default();
    sqlx::query!("select set_config('juzhen.county', $1::int::text, true)", county.0).fetch_one(&mut *tx).await?;
    sqlx::query!("select audit_append($1, $2)", county.0, rows).execute(&mut *tx).await?;
    Ok(())
}

/// What verification of one county's chain found.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every row stands as written; so many of them.
    Whole(i64),
    /// The first row that does not fit.
    Broken {
        /// Its place in the chain.
        seq: i64,
        /// What is wrong.
        why: &'static str,
    },
}

struct Stored {
    seq: i64,
    text: Vec<u8>,
    hash: Vec<u8>,
}

/// Recomputes a county's chain from genesis. Takes a plain connection of a role that may read it, since it is run by an operator.
///
/// # Errors
/// When the rows cannot be read.
pub async fn verify(conn: &mut PgConnection, county: crate::CountyId) -> Result<Verdict, Storage> {
    let mut tx = conn.begin().await?;
    sqlx::query!(
        "select set_config('juzhen.county', $1::int::text, true) as county, set_config('juzhen.reach', 'county', true) as reach",
        county.0
    )
    .fetch_one(&mut *tx)
    .await?;
    let mut previous = ring::digest::digest(&ring::digest::SHA256, county.0.to_string().as_bytes()).as_ref().to_vec();
    let mut seq = 0;
    loop {
        let rows = read_after(&mut tx, county.0, seq).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            if row.seq != seq + 1 {
                return Ok(Verdict::Broken { seq: seq + 1, why: "row is missing" });
            }
            let mut covered = previous;
            covered.extend_from_slice(&row.text);
            let hash = ring::digest::digest(&ring::digest::SHA256, &covered).as_ref().to_vec();
            if hash != row.hash {
                return Ok(Verdict::Broken { seq: row.seq, why: "row was changed" });
            }
            previous = hash;
            seq = row.seq;
        }
    }
    let head = sqlx::query!("select seq, hash from audit_head where county_id = $1", county.0)
        .fetch_optional(&mut *tx)
        .await?;
    match head {
        Some(head) if head.seq != seq || head.hash != previous => {
            Ok(Verdict::Broken { seq: head.seq, why: "the head names another end" })
        }
        None if seq > 0 => Ok(Verdict::Broken { seq, why: "the head is missing" }),
        _ => Ok(Verdict::Whole(seq)),
    }
}

async fn read_after(conn: &mut PgConnection, county: i32, seq: i64) -> Result<Vec<Stored>, Storage> {
    let rows = sqlx::query!(
        r#"select seq, convert_to(audit_text(e), 'utf8') as "text!", hash from audit_event e
           where county_id = $1 and seq > $2 order by seq limit 1000"#,
        county,
        seq
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| Stored { seq: row.seq, text: row.text, hash: row.hash }).collect())
}

/// A row of the trail, for those who may read it.
#[derive(Clone, Debug)]
pub struct Trail {
    /// Place in the chain.
    pub seq: i64,
    /// When.
    pub at: OffsetDateTime,
    /// Person or robot.
    pub actor_name: String,
    /// The way it came in.
    pub path: String,
    /// What was done.
    pub action: String,
    /// To what kind of thing.
    pub subject_kind: String,
    /// To which.
    pub subject_id: Option<Uuid>,
    /// Ids, states, reasons, as JSON text.
    pub detail: String,
}

/// The trail, newest first, before a place in the chain; of one subject if given.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(
    tx: &mut TenantTx,
    subject: Option<Uuid>,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Trail>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Trail,
        "select seq, at, actor_name, path, action, subject_kind, subject_id, detail from audit_event
         where county_id = $1 and ($2::uuid is null or subject_id = $2) and ($3::bigint is null or seq < $3)
         order by seq desc limit $4",
        county,
        subject,
        before,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
