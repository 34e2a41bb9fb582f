//! `juzhen secrets rewrap`: after a change of the wrapping keys or of the suite, everything sealed goes under the ones in force; then
//! the old keys may be taken off the list.

use std::collections::BTreeMap;

use clap::Subcommand;
use platform::audit::{self, Entry};
use platform::secrets::Vault;
use platform::{Clock, CountyId, migrations};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::Fault;

/// What to do with sealed values.
#[derive(Debug, Subcommand)]
pub(crate) enum Secrets {
    /// 换钥 Put everything sealed under the first wrapping key and the suite that are configured. May be run again.
    Rewrap,
}

/// A column of sealed values: one a row, or a list of them.
struct Sealed {
    table: &'static str,
    column: &'static str,
    /// The place to which each is sealed, as SQL.
    place: &'static str,
    many: bool,
}

const fn one(table: &'static str, column: &'static str, place: &'static str) -> Sealed {
    Sealed { table, column, place, many: false }
}

const fn many(table: &'static str, column: &'static str, place: &'static str) -> Sealed {
    Sealed { table, column, place, many: true }
}

/// Every column that holds what the vault sealed. A test over the schema finds one that is missing.
const SEALED: [Sealed; 12] = [
    one("account", "secret", "county_id || '/account/' || id"),
    one("account_token", "token", "county_id || '/account/' || account_id || '/token'"),
    many("outlet", "secrets", "county_id || '/outlet/' || id"),
    many("connector", "secrets", "county_id || '/connector/' || id"),
    one("hub_request", "secret", "county_id || '/hub/' || callback"),
    one("hub_subscription", "secret", "county_id || '/hub/' || callback"),
    many("oa_bridge", "secrets", "county_id || '/oa_bridge/' || id"),
    one("oa_message", "view_token", "county_id || '/oa_message/' || id"),
    one("second_factor", "secret", "county_id || '/second_factor/' || person_id"),
    one("second_factor", "pending", "county_id || '/second_factor/' || person_id"),
    one("inquiry_private", "sealed", "county_id || '/inquiry/' || inquiry_id || '/' || part"),
    one("fact_check", "address", "county_id || '/fact_check/' || id"),
];

/// Runs it.
pub(crate) async fn run(command: Secrets) -> Result<(), Fault> {
    let Secrets::Rewrap = command;
    let config = super::given()?;
    super::need_database(&config)?;
    let vault = Vault::load(&config.secrets).await?;
    let mut owner = migrations::connect(config.database.owner()).await?;
    for sealed in &SEALED {
        let done = rewrap(&mut owner, &vault, sealed).await?;
        println!("{}.{}  {done} 项已换钥 rewrapped", sealed.table, sealed.column);
    }
    Ok(())
}

/// Rewraps a column in one transaction. The owner is held by row security as everybody is, but for this transaction, in which nobody
/// else comes to the table.
async fn rewrap(owner: &mut PgConnection, vault: &Vault, sealed: &Sealed) -> Result<usize, Fault> {
    let Sealed { table, column, place, many } = *sealed;
    let mut tx = owner.begin().await?;
    run_sql(&mut tx, format!("alter table {table} no force row level security")).await?;
    // One is read as a list of one.
    let read = if many { column.to_owned() } else { format!("array[{column}]") };
    let rows = format!(
        "select county_id, ctid::text, {place}, {read} from {table} where {column} is not null order by county_id"
    );
    let rows: Vec<(i32, String, String, Vec<Vec<u8>>)> =
        sqlx::query_as(AssertSqlSafe(rows)).fetch_all(&mut *tx).await?;
    let write = if many { "$2" } else { "($2::bytea[])[1]" };
    let update = format!("update {table} set {column} = {write} where ctid = $1::tid");
    let mut done: BTreeMap<i32, usize> = BTreeMap::new();
    for (county, row, place, values) in rows {
        let mut changed = false;
        let mut renewed = Vec::with_capacity(values.len());
        for value in values {
            let new = vault.renewed(&place, &value).map_err(|error| format!("{table}.{column} {place}: {error}"))?;
            changed |= new.is_some();
            renewed.push(new.unwrap_or(value));
        }
        if changed {
            sqlx::query(AssertSqlSafe(update.clone())).bind(row).bind(renewed).execute(&mut *tx).await?;
            *done.entry(county).or_default() += 1;
        }
    }
    run_sql(&mut tx, format!("alter table {table} force row level security")).await?;
    for (county, values) in &done {
        let entry = Entry::new("secrets.rewrap", "secrets", None).with("table", table).with("values", values);
        audit::append_by_owner(&mut tx, CountyId(*county), "换钥", Clock::default().now(), &entry).await?;
    }
    tx.commit().await?;
    Ok(done.values().sum())
}

async fn run_sql(tx: &mut PgConnection, sql: String) -> Result<(), Fault> {
    sqlx::query(AssertSqlSafe(sql)).execute(tx).await?;
    Ok(())
}
