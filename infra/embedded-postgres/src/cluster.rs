//! Making a cluster: `initdb`, then the roles and the database, then one rename that makes it count.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::{APP, Binaries, Config, DATABASE, Error, OWNER, account::Account, folder::Folder};

/// Makes the cluster if it is not there yet. Half a cluster is never taken for a whole one.
pub(crate) fn ensure(binaries: &Binaries, account: &Account, folder: &Folder, config: &Config) -> Result<(), Error> {
    if folder.cluster.join("PG_VERSION").exists() {
        return Ok(());
    }
    let unfinished = folder.root.join("cluster.new");
    if unfinished.exists() {
        std::fs::remove_dir_all(&unfinished).map_err(Error::io("remove an unfinished cluster"))?;
    }
    let mut initdb = account.command(&binaries.program("initdb"));
    initdb
        .arg("--pgdata")
        .arg(&unfinished)
        .args(["--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"])
        // The socket's folder admits only the server's user; TCP is closed, and would ask for a password.
        .args(["--auth-local=trust", "--auth-host=scram-sha-256", "--no-instructions"]);
    if !config.durable {
        initdb.arg("--no-sync");
    }
    run("initdb", &mut initdb, "")?;

    let mut single = account.command(&binaries.program("postgres"));
    single.args(["--single", "-j", "-D"]).arg(&unfinished).args(["-c", "exit_on_error=on"]);
    if !config.durable {
        single.args(["-c", "fsync=off"]);
    }
    run("postgres --single", single.arg("template1"), &bootstrap())?;
    std::fs::rename(&unfinished, &folder.cluster).map_err(Error::io("put the new cluster in place"))
}

/// Statements for the single-user server, each ended by an empty line. It runs on the template, so that every database has from it
/// the mark that lets full text use its index under row security.
fn bootstrap() -> String {
    format!(
        "alter function ts_match_vq(tsvector, tsquery) leakproof;\n\n\
         create role {OWNER} login createrole;\n\n\
         create role {APP} login nosuperuser nobypassrls nocreatedb nocreaterole;\n\n\
         create database {DATABASE} owner {OWNER};\n\n\
         revoke all on database {DATABASE} from public;\n\n\
         grant connect on database {DATABASE} to {APP};\n\n"
    )
}

fn run(program: &'static str, command: &mut Command, input: &str) -> Result<(), Error> {
    let starting = || Error::io(format!("run {program}"));
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(starting())?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes()).map_err(starting())?;
    }
    let output = child.wait_with_output().map_err(starting())?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(Error::Failed { program, said: last_lines(&String::from_utf8_lossy(&said)) })
}

/// The end of what a program said, where the reason stands.
pub(crate) fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let from = lines.len().saturating_sub(6);
    lines.get(from..).unwrap_or_default().join(" | ")
}
