//! Every statement on accounts that were found.

use platform::page::Cursor;
use platform::{PersonId, Storage, TenantTx};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{Discovery, DiscoveryId, NewDiscovery, Outcome};
use crate::AccountId;

struct Row {
    id: Uuid,
    platform: String,
    name: String,
    address: Option<String>,
    found_by: String,
    found_on: Date,
    recorded_by: Option<Uuid>,
    recorded_at: OffsetDateTime,
    outcome: Option<String>,
    outcome_note: String,
    account_id: Option<Uuid>,
    settled_by: Option<Uuid>,
    settled_at: Option<OffsetDateTime>,
}

impl TryFrom<Row> for Discovery {
    type Error = Storage;

    fn try_from(row: Row) -> Result<Self, Storage> {
        Ok(Self {
            id: DiscoveryId(row.id),
            platform: row.platform,
            name: row.name,
            address: row.address,
            found_by: row.found_by,
            found_on: row.found_on,
            recorded_by: row.recorded_by.map(PersonId),
            recorded_at: row.recorded_at,
            outcome: row.outcome.map(Outcome::try_from).transpose()?,
            outcome_note: row.outcome_note,
            account: row.account_id.map(AccountId),
            settled_by: row.settled_by.map(PersonId),
            settled_at: row.settled_at,
        })
    }
}

/// The columns, from where the rest of the statement says.
macro_rules! select {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, platform, name, address, found_by, found_on, recorded_by, recorded_at, outcome, outcome_note, account_id,
               settled_by, settled_at
             from discovered_account " + $rest,
            $($value),+
        )
    };
}

pub(super) async fn list(
    tx: &mut TenantTx,
    waiting: bool,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Discovery>, Storage> {
    let county = tx.county().0;
    let (at, id) = (after.map(|cursor| cursor.at), after.map(|cursor| cursor.id));
    let rows = select!(
        "where county_id = $1 and ($2::timestamptz is null or (recorded_at, id) < ($2, $3::uuid))
           and (not $4 or outcome is null or outcome = 'asked_to_close')
         order by recorded_at desc, id desc limit $5",
        county,
        at,
        id,
        waiting,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Discovery::try_from).collect()
}

pub(super) async fn find(tx: &mut TenantTx, id: DiscoveryId) -> Result<Option<Discovery>, Storage> {
    let county = tx.county().0;
    let row = select!("where county_id = $1 and id = $2", county, id.0).fetch_optional(tx.conn()).await?;
    row.map(Discovery::try_from).transpose()
}

pub(super) async fn lock(tx: &mut TenantTx, id: DiscoveryId) -> Result<Option<Discovery>, Storage> {
    let county = tx.county().0;
    let row =
        select!("where county_id = $1 and id = $2 for no key update", county, id.0).fetch_optional(tx.conn()).await?;
    row.map(Discovery::try_from).transpose()
}

pub(super) async fn insert(
    tx: &mut TenantTx,
    id: DiscoveryId,
    found: &NewDiscovery,
    by: Option<PersonId>,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into discovered_account (county_id, id, platform, name, address, found_by, found_on, recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        county,
        id.0,
        found.platform,
        found.name,
        found.address,
        found.found_by,
        found.found_on,
        by.map(|person| person.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn settle(
    tx: &mut TenantTx,
    id: DiscoveryId,
    outcome: Outcome,
    note: &str,
    account: Option<AccountId>,
    by: Option<PersonId>,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update discovered_account set outcome = $3, outcome_note = $4, account_id = $5, settled_by = $6, settled_at = $7
         where county_id = $1 and id = $2",
        county,
        id.0,
        outcome.as_str(),
        note,
        account.map(|account| account.0),
        by.map(|person| person.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
