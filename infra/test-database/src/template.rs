//! The template database: migrated once for each content of the migrations.

use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tokio::sync::OnceCell;

use crate::{Error, address};

static MIGRATIONS: Migrator = sqlx::migrate!("../../schema/migrations");
static READY: OnceCell<String> = OnceCell::const_new();

/// Any number, the same in every process: tests of all crates may come at once.
const LOCK: i64 = 0x6a75_7a68;

/// Makes the template unless it is there, and gives its name.
pub(crate) async fn ensure(admin_url: &str) -> Result<&'static str, Error> {
    READY.get_or_try_init(|| make(admin_url)).await.map(String::as_str)
}

async fn make(admin_url: &str) -> Result<String, Error> {
    let name = name();
    let mut admin = PgConnection::connect(admin_url).await?;
    sqlx::query("select pg_advisory_lock($1)").bind(LOCK).execute(&mut admin).await?;
    let there: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(&name)
        .fetch_one(&mut admin)
        .await?;
    if !there {
        build(admin_url, &mut admin, &name).await?;
    }
    // Closing gives the lock back.
    admin.close().await?;
    Ok(name)
}

/// Builds under another name and renames last: a half migrated database is never taken for the template.
async fn build(admin_url: &str, admin: &mut PgConnection, name: &str) -> Result<(), Error> {
    let unfinished = format!("{name}_new");
    let owner = embedded_postgres::OWNER;
    for role in [format!("{owner} login createrole"), format!("{} login", embedded_postgres::APP)] {
        let create = format!("do $$ begin create role {role}; exception when duplicate_object then null; end $$");
        run(admin, create).await?;
    }
    run(admin, format!("drop database if exists {unfinished} with (force)")).await?;
    run(admin, format!("create database {unfinished} owner {owner}")).await?;
    let mut migrating = PgConnection::connect(&address(admin_url, Some(owner), &unfinished)).await?;
    MIGRATIONS.run(&mut migrating).await?;
    migrating.close().await?;
    run(admin, format!("alter database {unfinished} rename to {name}")).await
}

async fn run(admin: &mut PgConnection, sql: String) -> Result<(), Error> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(admin).await?;
    Ok(())
}

/// FNV-1a over the checksums of all migrations.
fn name() -> String {
    let checksums = MIGRATIONS.iter().flat_map(|migration| migration.checksum.iter());
    let hash = checksums
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("juzhen_template_{hash:016x}")
}
