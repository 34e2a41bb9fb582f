//! What the server really sends to the database for one request, read from the database's own log, as a `pgbench` script.
//! So the comparison cannot drift away from the code.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use embedded_postgres::{DATABASE, EmbeddedPostgres};

use super::load::{Shot, once};
use crate::process::run;
use crate::{Failure, Result};

/// Begins every entry of the log, before the process number.
const MARK: &str = "@@";

/// Settings of the server that make its log readable for us. Logging itself is off but for moments.
pub(super) fn settings() -> Vec<(String, String)> {
    let pairs = [
        ("log_line_prefix", "@@%p "),
        ("log_error_verbosity", "default"),
        ("log_parameter_max_length", "-1"),
        ("log_checkpoints", "off"),
    ];
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

/// What stands in the place of ids that differ from request to request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fresh {
    /// Ids that are made: as UUIDv7, time first, so that they go where the server's would.
    Made,
    /// Ids of pieces that are there, of so many.
    Piece(u64),
}

/// A script for `pgbench` and the values its statements are sent with.
#[derive(Debug, Default)]
pub(super) struct Recording {
    pub(super) script: String,
    pub(super) values: Vec<(String, String)>,
}

/// The statements that `shot` causes, in the transaction and context they run in, with the parameters they come with.
pub(super) fn record(postgres: &EmbeddedPostgres, shot: &Shot, fresh: Fresh) -> Result<Recording> {
    // The session, the plans and the settings are looked up before, as they are for all but the first request.
    once(shot)?;
    let (first, second) = (statements(postgres, shot)?, statements(postgres, shot)?);
    let known = ids(&first);
    let new: Vec<String> = ids(&second).difference(&known).cloned().collect();
    let mut recording = Recording::default();
    for place in 0..new.len() {
        let most = if let Fresh::Piece(pieces) = fresh { pieces } else { i64::MAX.unsigned_abs() - 1 };
        recording.script.push_str(&format!("\\set id{place} random(1, {most})\n"));
    }
    for (place, statement) in second.iter().enumerate() {
        recording.add(place, statement, &new, fresh);
    }
    Ok(recording)
}

impl Recording {
    fn add(&mut self, place: usize, statement: &Statement, new: &[String], fresh: Fresh) {
        if statement.simple {
            return self.script.push_str(&message(&statement.text));
        }
        let mut text = statement.text.clone();
        for (number, value) in statement.parameters.iter().enumerate().rev() {
            let name = format!("s{place}p{}", number + 1);
            let variable =
                value.as_ref().map_or_else(|| format!(":{name}"), |value| with_new_ids(&name, value, new, fresh));
            text = text.replace(&format!("${}", number + 1), &variable);
            // pgbench sends a variable that has no value as null.
            self.values.extend(value.clone().map(|value| (name, value)));
        }
        self.script.push_str(&format!("{text};\n"));
    }
}

#[derive(Debug)]
struct Statement {
    text: String,
    parameters: Vec<Option<String>>,
    /// Sent as a message of several statements.
    simple: bool,
}

/// Several statements of one message are one message in `pgbench` too.
fn message(text: &str) -> String {
    let parts: Vec<&str> = text.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
    let lines = parts.join(";\n");
    if parts.len() < 2 { format!("{lines};\n") } else { format!("\\startpipeline\n{lines};\n\\endpipeline\n") }
}

/// A parameter's variable; where its value holds ids that change from request to request, new ones in their place.
fn with_new_ids(name: &str, value: &str, new: &[String], fresh: Fresh) -> String {
    let mut sql = format!(":{name}");
    let changing: Vec<(usize, &String)> =
        new.iter().enumerate().filter(|(_, id)| value.contains(id.as_str())).collect();
    for (place, id) in &changing {
        let made = match fresh {
            Fresh::Made => format!(
                "lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') || '7000' || lpad(to_hex(:id{place}::bigint), 16, '0')"
            ),
            Fresh::Piece(_) => format!("lpad(to_hex(:id{place}::bigint), 32, '0')"),
        };
        sql = format!("replace({sql}, '{id}', {made})");
    }
    match value.chars().next() {
        _ if changing.is_empty() => sql,
        Some('{') => format!("({sql})::uuid[]"),
        Some('[') => format!("({sql})::jsonb"),
        _ => format!("({sql})::uuid"),
    }
}

/// Asks once with the log open, and reads what the request's connection said.
fn statements(postgres: &EmbeddedPostgres, shot: &Shot) -> Result<Vec<Statement>> {
    logging(postgres, "all")?;
    let before = log(postgres)?.len();
    let asked = once(shot);
    // A reading transaction is rolled back after the answer has gone.
    std::thread::sleep(Duration::from_millis(300));
    let said = log(postgres)?.get(before..).unwrap_or_default().to_owned();
    logging(postgres, "none")?;
    asked?;
    read(&said)
}

fn read(log: &str) -> Result<Vec<Statement>> {
    let entries: Vec<(&str, &str)> = log.split(MARK).filter_map(|entry| entry.trim_end().split_once(' ')).collect();
    let process = entries
        .iter()
        .find(|(_, said)| said.to_ascii_lowercase().contains("statement: begin"))
        .map(|(process, _)| *process)
        .ok_or_else(|| Failure::said(format!("no transaction in the log: {log}")))?;
    let mut found: Vec<Statement> = Vec::new();
    for (_, said) in entries.iter().filter(|(from, _)| *from == process) {
        let said = said.replace("\n\t", " ");
        if let Some(text) = said.strip_prefix("LOG:  statement: ") {
            found.push(Statement { text: text.to_owned(), parameters: Vec::new(), simple: true });
        } else if let Some((_, text)) = said.strip_prefix("LOG:  execute ").and_then(|rest| rest.split_once(": ")) {
            found.push(Statement { text: text.to_owned(), parameters: Vec::new(), simple: false });
        } else if let (Some(words), Some(last)) = (said.strip_prefix("DETAIL:  parameters: "), found.last_mut()) {
            last.parameters = parameters(words);
        }
    }
    Ok(found)
}

/// Reads `$1 = 'a', $2 = NULL, …`; a quote inside a value is doubled.
fn parameters(words: &str) -> Vec<Option<String>> {
    let (mut found, mut rest) = (Vec::new(), words);
    while let Some((_, value)) = rest.split_once(" = ") {
        let Some(mut quoted) = value.strip_prefix('\'') else {
            found.push(None);
            rest = value.split_once(", ").map_or("", |(_, rest)| rest);
            continue;
        };
        let mut text = String::new();
        while let Some((part, after)) = quoted.split_once('\'') {
            text.push_str(part);
            quoted = after;
            let Some(inside) = quoted.strip_prefix('\'') else { break };
            text.push('\'');
            quoted = inside;
        }
        found.push(Some(text));
        rest = quoted;
    }
    found
}

/// Every UUID in the values.
fn ids(statements: &[Statement]) -> BTreeSet<String> {
    let is_id = |text: &str| {
        text.len() == 36
            && text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
            && text.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
    };
    statements
        .iter()
        .flat_map(|statement| statement.parameters.iter().flatten())
        .flat_map(|value| value.split(|c: char| !(c == '-' || c.is_ascii_hexdigit())))
        .filter(|word| is_id(word))
        .map(str::to_owned)
        .collect()
}

fn log(postgres: &EmbeddedPostgres) -> Result<String> {
    let path: PathBuf = postgres.data_dir().join("server.log");
    Ok(String::from_utf8_lossy(&std::fs::read(path)?).into_owned())
}

fn logging(postgres: &EmbeddedPostgres, what: &str) -> Result {
    let setting = format!("alter system set log_statement = '{what}'");
    sql(postgres, &[&setting, "select pg_reload_conf()"])?;
    // Each process reads it when the next message comes.
    std::thread::sleep(Duration::from_millis(200));
    Ok(())
}

/// Runs statements as the superuser, each on its own.
pub(super) fn sql(postgres: &EmbeddedPostgres, statements: &[&str]) -> Result {
    let mut psql = Command::new(postgres.binaries().program("psql"));
    psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null"]);
    for statement in statements {
        psql.args(["-c", statement]);
    }
    run(psql.arg(postgres.url("postgres", DATABASE)))
}

#[cfg(test)]
mod tests {
    use super::{Fresh, Recording, parameters, read};

    #[test]
    fn values_are_read_as_the_log_writes_them() {
        let read = parameters("$1 = '411325', $2 = NULL, $3 = 'it''s, $9 = ''x''', $4 = '21'");
        let wanted = [Some("411325"), None, Some("it's, $9 = 'x'"), Some("21")];
        assert!(read.iter().map(Option::as_deref).eq(wanted), "{read:?}");
    }

    #[test]
    fn a_request_becomes_a_script_in_its_own_transaction() {
        let log = "@@7 LOG:  statement: begin; set local a = '1'\n@@7 LOG:  execute sqlx_s_1: select x\n\tfrom t where id = $1\n\
                   @@7 DETAIL:  parameters: $1 = '00000000-0000-0000-0000-000000000001'\n@@8 LOG:  statement: x\n@@7 LOG:  statement: ROLLBACK\n";
        let new = vec!["00000000-0000-0000-0000-000000000001".to_owned()];
        let mut recording = Recording::default();
        for (place, statement) in read(log).unwrap().iter().enumerate() {
            recording.add(place, statement, &new, Fresh::Piece(9));
        }
        let script = recording.script;
        assert!(script.starts_with(
            "\\startpipeline\nbegin;\nset local a = '1';\n\\endpipeline\nselect x from t where id = (replace(:s1p1,"
        ));
        assert!(script.ends_with("ROLLBACK;\n") && script.contains("lpad(to_hex(:id0::bigint), 32, '0'))"), "{script}");
        assert_eq!(recording.values, [("s1p1".to_owned(), new[0].clone())]);
    }
}
