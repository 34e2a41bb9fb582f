//! `cargo xtask prepare`: what the query macros know of the schema, written to `.sqlx`, so that a build needs no database.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use embedded_postgres::{Config, EmbeddedPostgres, OWNER};

use crate::process::run;
use crate::progress::step;
use crate::project::Project;
use crate::{Result, prerequisites};

/// Migrates a throw-away database and has every crate's queries checked against it anew.
pub(crate) fn prepare(project: &Project) -> Result {
    prerequisites::for_up()?;
    let folder = project.target().join("prepare-postgres");
    embedded_postgres::erase(&folder)?;
    let mut postgres = EmbeddedPostgres::start(&Config::throw_away(&folder))?;
    let result = step("迁移临时库 migrate a throw-away database", || migrate(project, &postgres))
        .and_then(|()| step("核对全部查询 check every query", || check(project, &postgres)));
    postgres.stop()?;
    result
}

/// Two roles and the files in their order: the binary that migrates is not built yet.
fn migrate(project: &Project, postgres: &EmbeddedPostgres) -> Result {
    let mut files: Vec<PathBuf> =
        fs::read_dir(project.path("schema/migrations"))?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "sql")) {
        let mut psql = Command::new(postgres.binaries().program("psql"));
        psql.args(["-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f"]).arg(file);
        run(psql.arg(postgres.url(OWNER, embedded_postgres::DATABASE)))?;
    }
    Ok(())
}

/// A macro speaks only when its crate is compiled: every crate of ours is made to look changed.
fn check(project: &Project, postgres: &EmbeddedPostgres) -> Result {
    let queries = project.path(".sqlx");
    if queries.is_dir() {
        fs::remove_dir_all(&queries)?;
    }
    fs::create_dir_all(&queries)?;
    for folder in ["services", "infra"] {
        for entry in fs::read_dir(project.path(folder))?.flatten() {
            look_changed(&entry.path().join("src/lib.rs"))?;
        }
    }
    look_changed(&project.path("tests/src/lib.rs"))?;
    look_changed(&project.path("tests/it/main.rs"))?;
    let mut cargo = Command::new("cargo");
    cargo.current_dir(&project.root).args(["check", "--workspace", "--all-targets"]);
    cargo.env("DATABASE_URL", postgres.owner_url()).env("SQLX_OFFLINE_DIR", &queries);
    run(&mut cargo)
}

fn look_changed(file: &Path) -> Result {
    if file.is_file() {
        fs::File::options().append(true).open(file)?.set_modified(std::time::SystemTime::now())?;
    }
    Ok(())
}
