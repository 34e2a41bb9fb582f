//! The pool, private: it opens `TenantTx` for callers, and `SystemTx` for the few acts that have no tenant.

use std::pin::Pin;
use std::str::FromStr;
use std::task::{Context, Poll, ready};

use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, SqlSafeStr as _, Transaction};

use crate::jobs::Bell;
use crate::{Caller, Clock, Storage, TenantTx};

/// How often a process asks for the database's time.
const KEEP_TIME_EVERY: std::time::Duration = std::time::Duration::from_secs(60);

/// The application's database. Cloning shares the pool.
#[derive(Clone, Debug)]
pub struct Database {
    pool: PgPool,
    clock: Clock,
    bell: Bell,
}

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// No connection.
    #[error("connect to the database")]
    Connect(#[source] sqlx::Error),
    /// The login could see past row security.
    #[error("the login {0} is a superuser, bypasses row security or owns tables; the application must not use it")]
    TooStrong(String),
    /// The schema does not fit the binary.
    #[error("the schema is not migrated to this version; run `juzhen migrate`")]
    NotMigrated,
}

impl Database {
    /// Connects as the application's role and refuses one that row security does not bind.
    ///
    /// # Errors
    /// When there is no connection, or the login is too strong.
    pub async fn connect(url: &str, connections: u32, clock: Clock) -> Result<Self, DatabaseError> {
        let options = PgConnectOptions::from_str(url).map_err(DatabaseError::Connect)?.options([
            ("statement_timeout", "15s"),
            ("idle_in_transaction_session_timeout", "60s"),
            // Policies make plans that look dear and run in milliseconds; compiling one takes seconds.
            ("jit", "off"),
            // Carries SET LOCAL to the workers of a distributed database; a plain PostgreSQL keeps it as a placeholder.
            ("citus.propagate_set_commands", "local"),
        ]);
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .min_connections(1)
            .acquire_timeout(std::time::Duration::from_secs(5))
            .test_before_acquire(false)
            .connect_with(options)
            .await
            .map_err(DatabaseError::Connect)?;
        let database = Self { pool, clock, bell: Bell::default() };
        database.refuse_strong_login().await?;
        database.follow_time().await.map_err(DatabaseError::Connect)?;
        Ok(database)
    }

    /// Asks the database for its time, and goes by it: at the beginning, and then from minute to minute.
    async fn follow_time(&self) -> Result<(), sqlx::Error> {
        let at = sqlx::query_scalar("select clock_timestamp()").fetch_one(&self.pool).await?;
        let behind = self.clock.follow(at);
        if time::Duration::SECOND <= behind.abs() {
            tracing::warn!(seconds = behind.as_seconds_f64(), "this process's clock was not the database's");
        }
        Ok(())
    }

    /// Keeps to the database's time for as long as it is polled. A machine that was stopped for a while wakes with a clock that was too.
    pub async fn keep_time(&self) {
        loop {
            tokio::time::sleep(KEEP_TIME_EVERY).await;
            if let Err(error) = self.follow_time().await {
                tracing::warn!(error = %crate::jobs::Failure::of(&error), "ask the database for its time");
            }
        }
    }

    async fn refuse_strong_login(&self) -> Result<(), DatabaseError> {
        let row: (String, bool) = sqlx::query_as(
            "select current_user::text, r.rolsuper or r.rolbypassrls or exists (
               select from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace)
             from pg_roles r where r.rolname = current_user",
        )
        .fetch_one(&self.pool)
        .await
        .map_err(DatabaseError::Connect)?;
        if row.1 { Err(DatabaseError::TooStrong(row.0)) } else { Ok(()) }
    }

    /// The clock of this database's transactions.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Opens a transaction in the caller's context: one message, `BEGIN` and the settings together.
    ///
    /// # Errors
    /// When no connection can be had in time.
    pub async fn begin(&self, caller: &Caller) -> Result<TenantTx, Storage> {
        TenantTx::open(self, caller, "begin").await
    }

    /// The same for acts whose statements are few and good for any value: their plans are kept, for making one takes longer than running
    /// it.
    ///
    /// # Errors
    /// When no connection can be had in time.
    pub async fn begin_planned(&self, caller: &Caller) -> Result<TenantTx, Storage> {
        TenantTx::open(self, caller, "begin; set local plan_cache_mode = force_generic_plan").await
    }

    /// The same as [`Self::begin`], read only: for queries.
    ///
    /// # Errors
    /// When no connection can be had in time.
    pub async fn begin_read(&self, caller: &Caller) -> Result<TenantTx, Storage> {
        TenantTx::open(self, caller, "begin read only").await
    }

    /// A transaction of the platform over no tenant: it sees jobs and the outbox of all counties and no other tenant row.
    /// For the runner and the relay alone.
    ///
    /// # Errors
    /// When no connection can be had in time.
    pub async fn begin_system(&self) -> Result<SystemTx, Storage> {
        self.open_system("begin; set local juzhen.reach = 'system'").await
    }

    /// The same for what does harm to nothing when a crash of the database forgets it: its commit does not wait for the disk.
    ///
    /// # Errors
    /// When no connection can be had in time.
    pub(crate) async fn begin_system_soon(&self) -> Result<SystemTx, Storage> {
        self.open_system("begin; set local juzhen.reach = 'system'; set local synchronous_commit = off").await
    }

    async fn open_system(&self, begin: &'static str) -> Result<SystemTx, Storage> {
        let tx = self.open(begin.to_owned()).await?;
        Ok(SystemTx { tx, now: self.clock.now() })
    }

    /// A transaction begun with these statements, of which no part stays with the connection when the caller goes away meanwhile.
    pub(crate) async fn open(&self, begin: String) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
        let connection = self.pool.acquire().await?;
        ToItsEnd(Some(Transaction::begin(connection, Some(AssertSqlSafe(begin).into_sql_str())))).await
    }

    /// What rings in this process when a job is due.
    pub(crate) fn bell(&self) -> &Bell {
        &self.bell
    }

    /// A connection that listens for the doorbell.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn listen(&self, channel: &str) -> Result<PgListener, Storage> {
        let mut listener = PgListener::connect_with(&self.pool).await?;
        listener.listen(channel).await?;
        Ok(listener)
    }

    /// The version of the newest migration that ran; none when the schema was never migrated.
    pub(crate) async fn newest_migration(&self) -> Option<i64> {
        let newest = sqlx::query_scalar("select max(version) from _sqlx_migrations where success");
        newest.fetch_one(&self.pool).await.ok().flatten()
    }

    /// True when a statement can be answered: what readiness asks.
    pub async fn answers(&self) -> bool {
        sqlx::query("select 1 from region limit 1").execute(&self.pool).await.is_ok()
    }
}

/// A beginning, which once sent is carried to its end even when nobody waits for it any more: only then does the driver know that there is
/// something to roll back. Else the connection would go back to the pool in the caller's context, for another caller to go on in.
struct ToItsEnd(Option<Pin<Box<dyn Future<Output = Begun> + Send>>>);

type Begun = Result<Transaction<'static, Postgres>, sqlx::Error>;

impl Future for ToItsEnd {
    type Output = Begun;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Begun> {
        let Some(beginning) = &mut self.0 else { return Poll::Pending };
        let begun = ready!(beginning.as_mut().poll(context));
        self.0 = None;
        Poll::Ready(begun)
    }
}

impl Drop for ToItsEnd {
    fn drop(&mut self) {
        if let (Some(beginning), Ok(runtime)) = (self.0.take(), tokio::runtime::Handle::try_current()) {
            runtime.spawn(beginning);
        }
    }
}

/// A transaction with no tenant. Dropped, it rolls back.
#[derive(Debug)]
pub struct SystemTx {
    tx: Transaction<'static, Postgres>,
    now: time::OffsetDateTime,
}

impl SystemTx {
    /// The connection, for one statement.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// When it began.
    #[must_use]
    pub fn now(&self) -> time::OffsetDateTime {
        self.now
    }

    /// Makes it last.
    ///
    /// # Errors
    /// When the database did not confirm.
    pub async fn commit(self) -> Result<(), Storage> {
        self.tx.commit().await.map_err(Storage)
    }
}
