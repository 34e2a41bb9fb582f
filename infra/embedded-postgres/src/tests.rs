//! These start real servers; they need PostgreSQL installed, as every test of the project does.

use std::path::PathBuf;
use std::process::Command;

use super::*;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("juzhen-test-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn ask(postgres: &EmbeddedPostgres, url: &str, sql: &str) -> String {
    let output = Command::new(postgres.binaries().program("psql"))
        .args(["-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql, url])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn rows_are_still_there_after_a_restart() {
    let folder = Folder::new("restart");
    let config = Config::throw_away(&folder.0);
    let mut first = EmbeddedPostgres::start(&config).unwrap();
    ask(&first, &first.owner_url(), "create table kept (n int); insert into kept values (7)");
    first.stop().unwrap();
    drop(first);
    let second = EmbeddedPostgres::start(&config).unwrap();
    assert_eq!(ask(&second, &second.owner_url(), "select n from kept"), "7");
}

#[test]
fn the_application_role_owns_nothing_and_bypasses_nothing() {
    let folder = Folder::new("roles");
    let postgres = EmbeddedPostgres::start(&Config::throw_away(&folder.0)).unwrap();
    let rights = "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles \
                  where rolname = current_user";
    assert_eq!(ask(&postgres, &postgres.app_url(), rights), "f");
    let owner = "select pg_get_userbyid(datdba) from pg_database where datname = current_database()";
    assert_eq!(ask(&postgres, &postgres.app_url(), owner), OWNER);
}

#[test]
fn a_folder_in_use_is_refused() {
    let folder = Folder::new("in-use");
    let config = Config::throw_away(&folder.0);
    let _first = EmbeddedPostgres::start(&config).unwrap();
    assert!(matches!(EmbeddedPostgres::start(&config), Err(Error::InUse(_))));
}

#[test]
fn a_stale_pid_file_is_no_obstacle() {
    let folder = Folder::new("stale");
    let config = Config::throw_away(&folder.0);
    drop(EmbeddedPostgres::start(&config).unwrap());
    // Our own number: alive, but no server.
    let stale = format!("{}\n", std::process::id());
    std::fs::write(folder.0.join("cluster/postmaster.pid"), stale).unwrap();
    drop(EmbeddedPostgres::start(&config).unwrap());
}

#[test]
fn a_long_path_gets_a_short_socket() {
    let folder = Folder::new(&"long".repeat(30));
    let postgres = EmbeddedPostgres::start(&Config::throw_away(&folder.0)).unwrap();
    assert_eq!(ask(&postgres, &postgres.app_url(), "select 1"), "1");
    let socket = postgres.socket_dir().to_owned();
    drop(postgres);
    std::fs::remove_dir_all(socket).unwrap();
}
