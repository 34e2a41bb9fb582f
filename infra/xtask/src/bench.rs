//! `cargo xtask bench`: ratios of the platform to what it could at best be, A and B in turn in one run.

mod load;
mod pgbench;
mod server;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use embedded_postgres::{Config, DATABASE, EmbeddedPostgres};
use serde_json::{Value, json};

use crate::process::run as run_program;
use crate::progress::step;
use crate::project::Project;
use crate::{Failure, Result, prerequisites};
use load::{Shot, fire, once};
use server::Server;

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(3);

const PUBLIC_LIST: &str = "{ pieces(county: 411325, first: 20) { nodes { id title summary kind releasedAt } } }";
const CONSOLE_LIST: &str =
    "{ articles(first: 20) { nodes { id title summary kind sensitivity state version updatedAt releasedAt } } }";
const DRAFT: &str = "mutation($input: ArticleInput!) { draftArticle(input: $input) { id version } }";

/// Measures, prints the table, and writes it to `docs/performance.md` when asked.
pub(crate) fn run(project: &Project, write: bool) -> Result {
    prerequisites::for_up()?;
    step("发布构建 release build", || server::build(project))?;
    let folder = project.target().join("bench");
    std::fs::create_dir_all(&folder)?;
    embedded_postgres::erase(folder.join("postgres"))?;
    let config = Config { max_connections: 60, ..Config::durable(folder.join("postgres")) };
    let mut postgres = EmbeddedPostgres::start(&config)?;
    let result = step("载入四十万篇 load 400,000 pieces", || load_data(project, &folder, &postgres))
        .and_then(|()| measure(project, &folder, &postgres));
    postgres.stop()?;
    let table = result?;
    println!("\n{table}");
    if write { self::write(project, &table) } else { Ok(()) }
}

fn load_data(project: &Project, folder: &Path, postgres: &EmbeddedPostgres) -> Result {
    run_program(&mut server::juzhen(project, postgres, "migrate"))?;
    run_program(&mut server::juzhen(project, postgres, "demo"))?;
    let file = folder.join("data.sql");
    std::fs::write(&file, include_str!("bench/data.sql"))?;
    let mut psql = Command::new(postgres.binaries().program("psql"));
    psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f"]).arg(&file).arg(postgres.url("postgres", DATABASE));
    run_program(&mut psql)
}

fn measure(project: &Project, folder: &Path, postgres: &EmbeddedPostgres) -> Result<String> {
    let server = Server::start(project, postgres)?;
    std::thread::sleep(Duration::from_secs(2));
    let idle = server.megabytes()?;
    let desk = server.sign_in("desk.reviewer")?;
    let editor = server.sign_in("health.editor")?;
    let mut rows = public_rows(project, folder, &server)?;
    rows.push(step("工作台列表 console list", || {
        let shot = Shot { headers: desk.clone(), ..server.shot("console", &json!({ "query": CONSOLE_LIST })) };
        against_pgbench("console list of 20 / pgbench", &shot, postgres, folder, pgbench::LIST)
    })?);
    rows.push(step("新建草稿 draft", || {
        let body = json!({ "query": DRAFT, "variables": { "input": input() } });
        let shot = Shot { headers: editor, ..server.shot("console", &body) };
        against_pgbench("draft created / pgbench", &shot, postgres, folder, pgbench::DRAFT)
    })?);
    let mut table = "| what | juzhen, a second | compared, a second | ratio |\n|---|---|---|---|\n".to_owned();
    for row in rows {
        table.push_str(&row.line());
    }
    table.push_str(&format!("\nMemory of the idle server: {idle:.0} MB. "));
    table.push_str(&format!("From start to first answer: {:.2} s.\n", server.started_in.as_secs_f64()));
    Ok(table)
}

/// The public list warm and cold, and one article with its body, against a handler that answers with the same bytes.
fn public_rows(project: &Project, folder: &Path, server: &Server) -> Result<Vec<Row>> {
    let warm = server.shot("public", &json!({ "query": PUBLIC_LIST }));
    let body = once(&warm)?.body;
    let id = first_id(&body)?;
    let file = folder.join("answer.json");
    std::fs::write(&file, &body)?;
    let (port, _handler) = server::fixed(project, &file)?;
    let fixed = Shot { port, ..warm.clone() };
    // A variable that the operation does not use makes every request a new one.
    let cold = server.shot("public", &json!({ "query": PUBLIC_LIST, "variables": { "round": "%n" } }));
    let article = format!("{{ piece(county: 411325, id: \"{id}\") {{ id title summary blocks releasedAt }} }}");
    let article = server.shot("public", &json!({ "query": article, "variables": { "round": "%n" } }));
    let pairs = [
        ("public list of 20, warm / static handler", warm),
        ("public list of 20, cold / static handler", cold),
        ("article with body, cold / static handler", article),
    ];
    pairs
        .into_iter()
        .map(|(what, shot)| step(what, || in_turn(what, || fire(&shot, ROUND), || fire(&fixed, ROUND))))
        .collect()
}

fn first_id(body: &[u8]) -> Result<String> {
    let body: Value = serde_json::from_slice(body)?;
    let id = body.pointer("/data/pieces/nodes/0/id").and_then(Value::as_str);
    id.map(str::to_owned).ok_or_else(|| Failure::said(format!("no pieces: {body}")))
}

fn input() -> Value {
    json!({ "title": "测试稿件", "summary": "摘要", "kind": "NEWS", "sensitivity": "PLAIN", "origin": "ORIGINAL",
        "emergency": false, "topics": [], "blocks": [{ "type": "paragraph", "spans": [{ "text": "正文" }] }] })
}

fn against_pgbench(
    what: &'static str,
    shot: &Shot,
    postgres: &EmbeddedPostgres,
    folder: &Path,
    script: &str,
) -> Result<Row> {
    in_turn(what, || fire(shot, ROUND), || pgbench::run(postgres, folder, script, ROUND))
}

/// One line of the table: medians over the rounds.
struct Row {
    what: &'static str,
    ours: f64,
    theirs: f64,
    ratio: f64,
}

impl Row {
    fn line(&self) -> String {
        format!("| {} | {:.0} | {:.0} | {:.2} |\n", self.what, self.ours, self.theirs, self.ratio)
    }
}

/// A and B in turn, so that a busy moment of the machine falls on both.
fn in_turn(what: &'static str, mut a: impl FnMut() -> Result<f64>, mut b: impl FnMut() -> Result<f64>) -> Result<Row> {
    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (one, other) = (a()?, b()?);
        ours.push(one);
        theirs.push(other);
        ratios.push(one / other);
    }
    Ok(Row { what, ours: median(ours), theirs: median(theirs), ratio: median(ratios) })
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

fn write(project: &Project, table: &str) -> Result {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map_or("unknown", |(_, m)| m);
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let date = crate::process::output(Command::new("date").args(["-u", "+%F"]))?;
    let text = format!(
        "# Performance\n\nMeasured by `cargo xtask bench --write` on {date}: {cores} cores ({model}), load generator, server and\n\
         PostgreSQL on the same machine, {connections} connections, {ROUNDS} rounds of {seconds} s, A and B in turn, medians. 2 counties ×\n\
         100 departments × 2,000 released articles, durable settings.\n\n{table}",
        date = date.trim(),
        connections = load::CONNECTIONS,
        seconds = ROUND.as_secs(),
    );
    Ok(std::fs::write(project.path("docs/performance.md"), text)?)
}
