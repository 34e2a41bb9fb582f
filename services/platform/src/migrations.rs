//! The schema's migrations, embedded: run by their owner, looked at by everyone else.

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{Connection as _, PgConnection};

use crate::Database;

static MIGRATIONS: Migrator = sqlx::migrate!("../../schema/migrations");

/// Why the schema could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// No connection, or the ledger of migrations could not be read.
    #[error("reach the database as the owner of the schema")]
    Connect(#[source] sqlx::Error),
    /// A migration failed, or one that ran before has changed since.
    #[error("run the migrations")]
    Run(#[source] MigrateError),
}

/// Brings the schema up to date and tells how many migrations ran now. Two at once wait for each other.
///
/// # Errors
/// When a migration fails: it leaves nothing behind, and those before it stay.
pub async fn run(owner_url: &str) -> Result<usize, MigrationError> {
    let mut owner = connect(owner_url).await?;
    let before = applied(&mut owner).await;
    MIGRATIONS.run(&mut owner).await.map_err(MigrationError::Run)?;
    // The application may see which migrations ran: it refuses to serve on a schema of another version.
    sqlx::query("grant select on _sqlx_migrations to juzhen_app")
        .execute(&mut owner)
        .await
        .map_err(MigrationError::Connect)?;
    let ran = applied(&mut owner).await.saturating_sub(before);
    owner.close().await.map_err(MigrationError::Connect)?;
    Ok(ran)
}

/// A connection as the owner of the schema, for the few commands at the server that need one.
///
/// # Errors
/// When there is no connection.
pub async fn connect(owner_url: &str) -> Result<PgConnection, MigrationError> {
    PgConnection::connect(owner_url).await.map_err(MigrationError::Connect)
}

/// Whether full text may use its index under row security. Only a superuser can allow it, once a database:
/// `alter function ts_match_vq(tsvector, tsquery) leakproof`.
///
/// # Errors
/// When there is no connection.
pub async fn search_uses_index(owner_url: &str) -> Result<bool, MigrationError> {
    let mut owner = connect(owner_url).await?;
    let mark = "select proleakproof from pg_proc where oid = 'ts_match_vq(tsvector, tsquery)'::regprocedure";
    sqlx::query_scalar(mark).fetch_one(&mut owner).await.map_err(MigrationError::Connect)
}

/// How many ran before; none when there is no ledger yet.
async fn applied(owner: &mut PgConnection) -> usize {
    let count: Result<i64, _> = sqlx::query_scalar("select count(*) from _sqlx_migrations").fetch_one(owner).await;
    count.ok().and_then(|count| usize::try_from(count).ok()).unwrap_or(0)
}

impl Database {
    /// Whether this binary's migrations have all run. A newer schema counts as well: expand comes before contract.
    pub async fn is_migrated(&self) -> bool {
        let wanted = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
        self.newest_migration().await.is_some_and(|newest| wanted <= newest)
    }
}
