//! The server all tests of one process share.

use std::path::PathBuf;
use std::sync::OnceLock;

use embedded_postgres::{Config, EmbeddedPostgres};

use crate::Error;

/// Started once; never stopped by us: it ends with this process.
static OWN: OnceLock<Result<EmbeddedPostgres, String>> = OnceLock::new();

/// The superuser's address.
pub(crate) fn admin_url() -> Result<String, Error> {
    if let Ok(url) = std::env::var("JUZHEN_TEST_PG") {
        return Ok(url);
    }
    match OWN.get_or_init(start) {
        Ok(server) => Ok(server.admin_url()),
        Err(words) => Err(words.clone().into()),
    }
}

fn start() -> Result<EmbeddedPostgres, String> {
    let kept = EmbeddedPostgres::start(&Config::throw_away(folder(None)));
    match kept {
        // The same tests may run twice at once; the second run gets a server of its own.
        Err(embedded_postgres::Error::InUse(_)) => {
            EmbeddedPostgres::start(&Config::throw_away(folder(Some(std::process::id()))))
        }
        other => other,
    }
    .map_err(|error| error.to_string())
}

/// Beside what cargo built, one for each test binary, kept so that the next run starts at once.
fn folder(process: Option<u32>) -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    let stem = program.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = stem.rsplit_once('-').map_or(stem.as_str(), |(name, _hash)| name);
    let name = process.map_or_else(|| name.to_owned(), |process| format!("{name}-{process}"));
    let target = program.ancestors().nth(3).map_or_else(std::env::temp_dir, PathBuf::from);
    target.join("test-postgres").join(name)
}
