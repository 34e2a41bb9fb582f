//! How long one answer takes in a county of 200,000 pieces: its lists and searches, beside the same statement in plain SQL by a superuser
//! whom no row security narrows.

use std::process::Command;
use std::time::Duration;

use embedded_postgres::{DATABASE, EmbeddedPostgres};
use serde_json::json;

use super::load::{Shot, times};
use super::server::Server;
use super::{Bench, compare};
use crate::process::run;
use crate::progress::step;
use crate::{Failure, Result};

/// Those who ask at once: a connection a core, so that none waits for another.
const ASKING: usize = 2;
/// What the console's page of articles asks for, with a search and without.
const LIST: &str = "query($search: String) { articles(first: 20, filter: { search: $search }) { nodes { id title state kind updatedAt } } }";
const COLUMNS: &str = "id, department_id, author_id, title, summary, kind, state, updated_at";

/// What is asked, in words of the loaded pieces, from the rarest to what stands in every one; and how many answers a page has.
const ASKED: [(&str, Option<&str>, usize); 5] = [
    ("list of 20", None, 20),
    ("search, one piece has it", Some("第19999期"), 1),
    ("search, one in 2,000 has both words", Some("石门 茶叶"), 20),
    ("search, one in 50 has it", Some("茶叶"), 20),
    ("search, every piece has it", Some("重点工作"), 20),
];

/// Milliseconds: the middle, and what 95 in 100 stay below.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    pub(super) median: f64,
    pub(super) p95: f64,
}

/// One thing asked of both.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) what: &'static str,
    pub(super) ours: Times,
    pub(super) plain: Times,
}

/// Asks everything of both, in turn.
pub(super) fn all(bench: &Bench<'_>, postgres: &EmbeddedPostgres, server: &Server) -> Result<Vec<Row>> {
    let signed_in = server.sign_in("desk.reviewer")?;
    let asked = ASKED.iter().map(|(what, search, rows)| {
        let body = json!({ "query": LIST, "variables": { "search": search } });
        let shot = Shot { headers: signed_in.clone(), ..server.shot("console", &body) };
        let rows = if bench.size.county() < 100_000 { None } else { Some(*rows) };
        if let Some(rows) = rows {
            compare::expect(&super::load::once(&shot)?.body, "/data/articles/nodes", rows)?;
        }
        let time = bench.pace().round;
        let ours = step(&format!("{what}: juzhen"), || Ok(of(times(&shot, ASKING, time)?)))?;
        let plain = step(&format!("{what}: plain SQL"), || plain(bench, postgres, *search, time))?;
        Ok(Row { what, ours, plain })
    });
    asked.collect()
}

fn of(mut times: Vec<f64>) -> Times {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place in a short list"
        )]
        let place = (times.len() as f64 * share) as usize;
        times.get(place).copied().unwrap_or_default()
    };
    Times { median: at(0.5), p95: at(0.95) }
}

/// The statement by pgbench, whose log tells how long each took.
fn plain(bench: &Bench<'_>, postgres: &EmbeddedPostgres, search: Option<&str>, time: Duration) -> Result<Times> {
    let words = search.map_or(String::new(), |search| {
        let terms: Vec<String> = plain_terms(search).iter().map(|term| format!("''{term}''")).collect();
        format!(" and words @@ '{}'::tsquery", terms.join(" & "))
    });
    let sql = format!(
        "select {COLUMNS} from article where county_id = 411325{words} order by updated_at desc, id desc limit 21;\n"
    );
    let (file, log) = (bench.folder().join("plain.pgbench.sql"), bench.folder().join("plain"));
    std::fs::write(&file, sql)?;
    for old in logs(bench)? {
        std::fs::remove_file(old)?;
    }
    let mut pgbench = Command::new(postgres.binaries().program("pgbench"));
    let (asking, seconds) = (ASKING.to_string(), time.as_secs().to_string());
    pgbench.args(["-n", "-M", "simple", "-c", &asking, "-T", &seconds, "--log"]);
    pgbench.arg(format!("--log-prefix={}", log.display())).arg("-f").arg(&file);
    // As the application's connections ask: compiling a plan costs more than running it.
    pgbench.env("PGOPTIONS", "-c jit=off");
    run(pgbench.stdout(std::process::Stdio::null()).arg(postgres.url("postgres", DATABASE)))?;
    let mut taken = Vec::new();
    for file in logs(bench)? {
        let text = std::fs::read_to_string(file)?;
        taken.extend(text.lines().filter_map(|line| line.split(' ').nth(2)?.parse::<f64>().ok()));
    }
    if taken.is_empty() {
        return Err(Failure::said("pgbench told no times"));
    }
    Ok(of(taken.into_iter().map(|microseconds| microseconds / 1000.0).collect()))
}

/// As the application cuts them: the dictionary has these words.
fn plain_terms(search: &str) -> Vec<&str> {
    match search {
        "第19999期" => vec!["第", "19999", "期"],
        "重点工作" => vec!["重点", "工作"],
        other => other.split(' ').collect(),
    }
}

fn logs(bench: &Bench<'_>) -> Result<Vec<std::path::PathBuf>> {
    let files = std::fs::read_dir(bench.folder())?.flatten().map(|entry| entry.path());
    let is_log = |file: &std::path::PathBuf| {
        file.file_name().is_some_and(|name| {
            name.to_string_lossy().starts_with("plain.") && !name.to_string_lossy().ends_with(".sql")
        })
    };
    Ok(files.filter(is_log).collect())
}
