//! Counties full of rows: what each of them holds, and whether it is still as it was.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform::secrets::{KEY_ID, Vault};
use serde_json::json;
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

use super::names;

const COUNTY: &str = include_str!("county.sql");
const PROVINCE: &str = include_str!("province.sql");

/// A province that was granted nothing.
pub(super) const HUBEI: i32 = 420_000;

/// One side of a case: the tenant whose rows are named, and the place that goes with them.
pub(super) struct Side {
    pub(super) place: i32,
    ids: HashMap<&'static str, Uuid>,
}

impl Side {
    /// The tenant itself.
    pub(super) async fn of(conn: &mut PgConnection, county: i32) -> Self {
        let rows = names::rows();
        let sql = "select md5($1 || ':' || name)::uuid from unnest($2::text[]) with ordinality as t (name, place) order by place";
        let ids: Vec<Uuid> =
            sqlx::query_scalar(sql).bind(county.to_string()).bind(&rows).fetch_all(conn).await.unwrap();
        Self { place: county, ids: rows.into_iter().zip(ids).collect() }
    }

    pub(super) fn id(&self, row: &str) -> Uuid {
        self.ids[row]
    }
}

/// Puts a row into every tenant table of a county, owned by one of its departments.
pub(super) async fn plant(conn: &mut PgConnection, county: i32, home: &str) {
    let sql = COUNTY.replace("{county}", &county.to_string()).replace("{home}", home);
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *conn).await.unwrap();
    seal(conn, county).await;
    plant_token(conn, county, &format!("{home}.editor")).await;
    let mut empty = Vec::new();
    for table in tables(conn).await {
        let sql = format!("select exists (select from {table} where county_id = $1)");
        let full: bool = sqlx::query_scalar(AssertSqlSafe(sql)).bind(county).fetch_one(&mut *conn).await.unwrap();
        if !full {
            empty.push(table);
        }
    }
    assert!(empty.is_empty(), "no row of {county} in {empty:?}: plant one in tests/it/isolation/county.sql");
}

/// The province that was granted nothing.
pub(super) async fn plant_province(conn: &mut PgConnection) {
    sqlx::raw_sql(PROVINCE).execute(&mut *conn).await.unwrap();
    plant_token(conn, HUBEI, "other.overseer").await;
}

/// A token of someone, which nobody holds the secret of.
pub(super) async fn plant_token(conn: &mut PgConnection, region: i32, login: &str) {
    let sql = "insert into api_token (county_id, id, person_id, name, scopes, token_hash, created_at, expires_at)
         select county_id, md5(county_id || ':api_token')::uuid, id, '密' || county_id, '{board:read}', '\\x00', now(), now() + interval '1 day'
         from person where county_id = $1 and login = $2";
    assert_eq!(sqlx::query(sql).bind(region).bind(login).execute(conn).await.unwrap().rows_affected(), 1);
}

/// What the citizen of the planted letter wrote of themselves, as the platform keeps it.
async fn seal(conn: &mut PgConnection, county: i32) {
    let vault = Vault::new(&STANDARD.encode([7_u8; 32]).into()).unwrap();
    let id = Side::of(conn, county).await.id("inquiry");
    let mark = format!("密{county}");
    let letter = json!({ "name": mark, "phone": mark, "body": mark }).to_string();
    let sealed = vault.seal(&format!("{county}/inquiry/{id}/0"), letter.as_bytes()).unwrap();
    let sql = "insert into inquiry_private (county_id, inquiry_id, key_id, sealed) values ($1, $2, $3, $4)";
    sqlx::query(sql).bind(county).bind(id).bind(KEY_ID).bind(sealed).execute(conn).await.unwrap();
}

/// Every tenant table.
pub(super) async fn tables(conn: &mut PgConnection) -> Vec<String> {
    let sql =
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'county_id'
         where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1";
    sqlx::query_scalar(sql).fetch_all(conn).await.unwrap()
}

/// A checksum of a county's rows in every table.
pub(super) async fn checksums(conn: &mut PgConnection, county: i32) -> Vec<(String, String)> {
    let mut sums = Vec::new();
    for table in tables(conn).await {
        let sql = format!("select md5(string_agg(t::text, ';' order by t::text)) from {table} t where county_id = $1");
        let sum: Option<String> =
            sqlx::query_scalar(AssertSqlSafe(sql)).bind(county).fetch_one(&mut *conn).await.unwrap();
        sums.push((table, sum.unwrap_or_default()));
    }
    sums
}

/// Every id that stands in a row of the county, and the names of its people.
pub(super) async fn belongings(conn: &mut PgConnection, county: i32) -> Vec<String> {
    let sql = "select table_name::text, column_name::text from information_schema.columns
         where table_schema = 'public' and udt_name = 'uuid' order by 1, 2";
    let columns: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(&mut *conn).await.unwrap();
    let tables = tables(conn).await;
    let mut found = Vec::new();
    for (table, column) in columns.iter().filter(|(table, _)| tables.contains(table)) {
        let sql = format!("select distinct {column}::text from {table} where county_id = $1 and {column} <> $2");
        let rows = sqlx::query_scalar(AssertSqlSafe(sql)).bind(county).bind(Uuid::nil());
        found.extend::<Vec<String>>(rows.fetch_all(&mut *conn).await.unwrap());
    }
    let sql =
        "select name from person where county_id = $1 and name not in (select name from person where county_id <> $1)";
    found.extend::<Vec<String>>(sqlx::query_scalar(sql).bind(county).fetch_all(&mut *conn).await.unwrap());
    found.sort();
    found.dedup();
    found
}
