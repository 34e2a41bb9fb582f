//! The only door to a tenant's data: one transaction in one caller's context.

use std::fmt::Write as _;

use sqlx::{PgConnection, Postgres, Transaction};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::audit::Entry;
use crate::jobs::Bell;
use crate::outbox::Event;
use crate::{Caller, CountyId, Database, Reach, Storage};

/// One transaction. Dropped, it rolls back; committed, its audit rows and events go with it.
#[derive(Debug)]
pub struct TenantTx {
    tx: Transaction<'static, Postgres>,
    caller: Caller,
    now: OffsetDateTime,
    audit: Vec<Entry>,
    events: Vec<Event>,
    bell: Bell,
    /// Kinds of jobs that are due with the commit.
    due: Vec<String>,
}

impl TenantTx {
    pub(crate) async fn open(database: &Database, caller: &Caller, begin: &str) -> Result<Self, Storage> {
        caller.count_statement();
        let now = database.clock().now();
        let tx = database.open(context(caller, begin)).await?;
        let (caller, bell) = (caller.clone(), database.bell().clone());
        Ok(Self { tx, caller, now, audit: Vec::new(), events: Vec::new(), bell, due: Vec::new() })
    }

    /// The connection, for one statement: `query!(..).fetch_one(tx.conn())`. Counted.
    pub fn conn(&mut self) -> &mut PgConnection {
        self.caller.count_statement();
        &mut self.tx
    }

    /// Whose transaction it is.
    #[must_use]
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// The tenant, for the `county_id = $1` of every statement.
    #[must_use]
    pub fn county(&self) -> CountyId {
        self.caller.county
    }

    /// When it began: the time of everything it writes.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// A new id (UUIDv7 of the transaction's time).
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        let seconds = u64::try_from(self.now.unix_timestamp()).unwrap_or_default();
        #[expect(clippy::disallowed_methods, reason = "this is the one place that makes ids")]
        Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, self.now.nanosecond()))
    }

    /// Notes an act for the county's audit chain; written at commit, in this transaction (I8).
    pub fn audit(&mut self, entry: Entry) {
        entry.mark_span();
        self.audit.push(entry);
    }

    /// Notes that something changed, for those who listen; written at commit, in this transaction.
    pub fn announce(&mut self, event: Event) {
        // Work is told of by its case, which the act's own entry names.
        if let Some((kind, "changed")) = event.kind.split_once('.')
            && kind != "work"
        {
            crate::telemetry::about(kind, event.subject);
        }
        self.events.push(event);
    }

    /// Has the runners of this process look for a job of a kind once it stands, if it is due.
    pub(crate) fn ring_at_commit(&mut self, kind: &str, run_at: OffsetDateTime) {
        if run_at <= self.now && self.due.iter().all(|due| due != kind) {
            self.due.push(kind.to_owned());
        }
    }

    /// Makes it last: events, then the audit rows (whose chain lock is so held for the shortest time), then the commit. Events
    /// and audit rows are one statement, for most acts have both.
    ///
    /// # Errors
    /// When the database did not confirm; nothing of it then stands, unless the connection was lost in the commit itself.
    pub async fn commit(mut self) -> Result<(), Storage> {
        let (events, entries) = (std::mem::take(&mut self.events), std::mem::take(&mut self.audit));
        if !entries.is_empty() {
            crate::audit::append(&mut self, &events, &entries).await?;
        } else if !events.is_empty() {
            crate::outbox::write(&mut self, &events).await?;
        }
        self.caller.count_statement();
        self.tx.commit().await.map_err(Storage)?;
        self.due.into_iter().for_each(|kind| self.bell.ring(kind));
        Ok(())
    }
}

/// The message that opens the transaction. Only typed values enter it: integers, UUIDs, fixed words and ten digits.
fn context(caller: &Caller, begin: &str) -> String {
    let mut sql = format!(
        "{begin}; set local juzhen.county = '{}'; set local juzhen.reach = '{}'",
        caller.county.0,
        caller.reach.as_str()
    );
    if caller.reach == Reach::Public {
        // The public's statements are few and good for any value; making a plan for each run takes longer than the run.
        sql.push_str("; set local plan_cache_mode = force_generic_plan");
    }
    // Writing to a String cannot fail.
    if let Some(department) = caller.department {
        let _ = write!(sql, "; set local juzhen.department = '{}'", department.0);
    }
    if let Some(person) = caller.person {
        let _ = write!(sql, "; set local juzhen.person = '{}'", person.0);
    }
    if let Some(code) = caller.query_code {
        let _ = write!(sql, "; set local juzhen.query_code = '{:010}'", code.0);
    }
    if let Some(token) = caller.token {
        let _ = write!(sql, "; set local juzhen.token = '{token}'");
    }
    if let Some(outlet) = caller.outlet {
        let _ = write!(sql, "; set local juzhen.outlet = '{outlet}'");
    }
    sql
}
