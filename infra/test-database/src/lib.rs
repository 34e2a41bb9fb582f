//! A migrated database of its own for every test. Its own crate because every service's tests use it and no binary does.
//!
//! ```no_run
//! # async fn example() -> Result<(), test_database::Error> {
//! let database = test_database::fresh().await?;
//! // `database.app_url()` is the login row security binds; `database.owner_url()` the one that migrates.
//! # Ok(()) }
//! ```

mod server;
mod template;

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

/// Why there is no database: it fails the test that asked.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// A database that ends with this value.
#[derive(Debug)]
pub struct TestDatabase {
    admin_url: String,
    name: String,
    // A template stays for the tests after this one.
    kept: bool,
}

/// Makes a database from the template of this build's migrations. The server is `$JUZHEN_TEST_PG` (the address of a
/// superuser), or else one that this process starts for itself.
///
/// # Errors
/// When there is no PostgreSQL, or a migration fails.
pub async fn fresh() -> Result<TestDatabase, Error> {
    let admin_url = server::admin_url()?;
    let template = template::ensure(&admin_url).await?;
    copy(admin_url, template).await
}

/// The same on a server of the test's own, whose superuser has this address: for a test that stops it.
///
/// # Errors
/// When it cannot be reached, or a migration fails.
pub async fn fresh_on(admin_url: String) -> Result<TestDatabase, Error> {
    let template = template::ensure_on(&admin_url).await?;
    copy(admin_url, &template).await
}

/// The same, with what `seed` put into it: it runs once for each `key` (lower-case letters and digits) and its work is copied.
///
/// # Errors
/// As [`fresh`], and when `seed` fails.
pub async fn seeded(
    key: &str,
    seed: impl AsyncFnOnce(&TestDatabase) -> Result<(), Error>,
) -> Result<TestDatabase, Error> {
    let admin_url = server::admin_url()?;
    let template = template::ensure_seeded(&admin_url, key, seed).await?;
    copy(admin_url, &template).await
}

async fn copy(admin_url: String, template: &str) -> Result<TestDatabase, Error> {
    let mut admin = PgConnection::connect(&admin_url).await?;
    let name: String =
        sqlx::query_scalar("select 'test_' || replace(gen_random_uuid()::text, '-', '')").fetch_one(&mut admin).await?;
    let create = format!("create database {name} template {template} owner {}", embedded_postgres::OWNER);
    sqlx::raw_sql(AssertSqlSafe(create)).execute(&mut admin).await?;
    admin.close().await?;
    Ok(TestDatabase { admin_url, name, kept: false })
}

impl TestDatabase {
    /// The login of the application, bound by row security.
    #[must_use]
    pub fn app_url(&self) -> String {
        address(&self.admin_url, Some(embedded_postgres::APP), &self.name)
    }

    /// The login that owns the schema.
    #[must_use]
    pub fn owner_url(&self) -> String {
        address(&self.admin_url, Some(embedded_postgres::OWNER), &self.name)
    }

    /// The superuser's login on this database, for looking where nobody else may.
    #[must_use]
    pub fn admin_url(&self) -> String {
        address(&self.admin_url, None, &self.name)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        let (admin_url, name) = (self.admin_url.clone(), self.name.clone());
        // Dropped inside an async test, which cannot wait here: a thread of its own can. A database that stays is no harm.
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut admin = PgConnection::connect(&admin_url).await?;
                let drop = format!("drop database if exists {name} with (force)");
                sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut admin).await?;
                admin.close().await
            })?;
            Ok::<(), Error>(())
        });
        let _ = thread.join();
    }
}

/// The same server, another role (or the same one) and another database.
fn address(admin_url: &str, role: Option<&str>, database: &str) -> String {
    let (scheme, rest) = admin_url.split_once("://").unwrap_or(("postgres", admin_url));
    let (login, place) = rest.rsplit_once('@').unwrap_or(("postgres", rest));
    let host = place.split_once('/').map_or(place, |(host, _)| host);
    format!("{scheme}://{}@{host}/{database}", role.unwrap_or(login))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_the_server() {
        let admin = "postgres://postgres@%2Ftmp%2Fx:25431/postgres";
        assert_eq!(address(admin, Some("a"), "b"), "postgres://a@%2Ftmp%2Fx:25431/b");
        assert_eq!(address("postgres://postgres:p@127.0.0.1:1/x?y", None, "b"), "postgres://postgres:p@127.0.0.1:1/b");
    }

    #[tokio::test]
    async fn a_seed_runs_once() -> Result<(), Error> {
        let key = format!("t{}", std::process::id());
        for _ in 0..2 {
            let seeded = seeded(&key, async |database| {
                let mut owner = PgConnection::connect(&database.owner_url()).await?;
                sqlx::raw_sql("create table seeded (n int)").execute(&mut owner).await?;
                Ok(())
            });
            let database = seeded.await?;
            let mut owner = PgConnection::connect(&database.owner_url()).await?;
            sqlx::query("select n from seeded").execute(&mut owner).await?;
        }
        Ok(())
    }

    #[tokio::test]
    async fn two_databases_are_migrated_and_apart() -> Result<(), Error> {
        let (one, two) = (fresh().await?, fresh().await?);
        let insert = "insert into region (code, level, name, name_en) values (999999, 'county', 'x', 'x')";
        let mut owner = PgConnection::connect(&one.owner_url()).await?;
        sqlx::raw_sql(insert).execute(&mut owner).await?;
        let mut app = PgConnection::connect(&two.app_url()).await?;
        let found: i64 =
            sqlx::query_scalar("select count(*) from region where code = 999999").fetch_one(&mut app).await?;
        assert_eq!(found, 0);
        Ok(())
    }
}
