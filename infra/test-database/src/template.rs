//! The template database: migrated once for each content of the migrations.

use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tokio::sync::OnceCell;

use crate::{Error, TestDatabase, address};

static MIGRATIONS: Migrator = sqlx::migrate!("../../schema/migrations");
static READY: OnceCell<String> = OnceCell::const_new();

/// Any number, the same in every process: tests of all crates may come at once.
const LOCK: i64 = 0x6a75_7a68;

/// Makes the template unless it is there, and gives its name.
pub(crate) async fn ensure(admin_url: &str) -> Result<&'static str, Error> {
    READY.get_or_try_init(|| ensure_on(admin_url)).await.map(String::as_str)
}

/// The same on any server.
pub(crate) async fn ensure_on(admin_url: &str) -> Result<String, Error> {
    let name = name();
    make(admin_url, &name, async |unfinished| migrate(admin_url, unfinished).await).await?;
    Ok(name)
}

/// Makes a template that goes on from the migrated one, with what `seed` puts into it.
pub(crate) async fn ensure_seeded(
    admin_url: &str,
    key: &str,
    seed: impl AsyncFnOnce(&TestDatabase) -> Result<(), Error>,
) -> Result<String, Error> {
    let base = ensure(admin_url).await?;
    let name = format!("{base}_{key}");
    make(admin_url, &name, async |unfinished| {
        let mut admin = PgConnection::connect(admin_url).await?;
        run(&mut admin, format!("create database {unfinished} template {base} owner {}", embedded_postgres::OWNER))
            .await?;
        admin.close().await?;
        let database = TestDatabase { admin_url: admin_url.to_owned(), name: unfinished.to_owned(), kept: true };
        seed(&database).await
    })
    .await?;
    Ok(name)
}

/// Makes a database once for all processes: under another name first, so that a half made one is never taken for it.
async fn make(admin_url: &str, name: &str, fill: impl AsyncFnOnce(&str) -> Result<(), Error>) -> Result<(), Error> {
    let mut admin = PgConnection::connect(admin_url).await?;
    sqlx::query("select pg_advisory_lock($1)").bind(LOCK).execute(&mut admin).await?;
    let there: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(name)
        .fetch_one(&mut admin)
        .await?;
    if !there {
        let unfinished = format!("{name}_new");
        run(&mut admin, format!("drop database if exists {unfinished} with (force)")).await?;
        fill(&unfinished).await?;
        run(&mut admin, format!("alter database {unfinished} rename to {name}")).await?;
    }
    // Closing gives the lock back.
    Ok(admin.close().await?)
}

async fn migrate(admin_url: &str, database: &str) -> Result<(), Error> {
    let owner = embedded_postgres::OWNER;
    let mut admin = PgConnection::connect(admin_url).await?;
    for role in [format!("{owner} login createrole"), format!("{} login", embedded_postgres::APP)] {
        let create = format!("do $$ begin create role {role}; exception when duplicate_object then null; end $$");
        run(&mut admin, create).await?;
    }
    run(&mut admin, format!("create database {database} owner {owner}")).await?;
    admin.close().await?;
    let mut inside = PgConnection::connect(&address(admin_url, None, database)).await?;
    run(&mut inside, "alter function ts_match_vq(tsvector, tsquery) leakproof".to_owned()).await?;
    inside.close().await?;
    let mut migrating = PgConnection::connect(&address(admin_url, Some(owner), database)).await?;
    MIGRATIONS.run(&mut migrating).await?;
    // As `juzhen migrate` does: the application looks which migrations ran.
    sqlx::query("grant select on _sqlx_migrations to juzhen_app").execute(&mut migrating).await?;
    Ok(migrating.close().await?)
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
