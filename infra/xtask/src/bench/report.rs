//! The table, and the page it stands on.

use std::process::Command;

use super::contest::Row;
use super::peer::told;
use super::{Measured, Size, deliveries, load, matrix, minute};
use crate::Result;
use crate::project::Project;

/// What is asked of a comparison: (what, other, least ratio).
const TARGETS: [(&str, &str, f64); 6] = [
    ("public list of 20, warm", "static handler", 0.6),
    ("console list of 20", "pgbench", 0.5),
    ("console list of 20", "PostGraphile", 5.0),
    ("console list of 20", "PostGraphile, two processes", 5.0),
    ("draft created, durable", "pgbench", 0.4),
    (deliveries::HANGS, deliveries::SAME, 0.9),
];

/// Milliseconds that 95 of 100 lists and searches stay below: "well under 100".
const MOST_MS: f64 = 50.0;

/// Everything measured, in Markdown.
pub(super) fn table(measured: &Measured, up: Option<f64>) -> String {
    let mut table = compared(&measured.rows);
    table.push_str("\n| one answer in a county of that size | juzhen, median ms | p95 ms | plain SQL, median ms | p95 ms | p95, target |\n|---|---:|---:|---:|---:|---:|\n");
    for row in &measured.latencies {
        let (ours, plain) = (row.ours, row.plain);
        table.push_str(&format!(
            "| {} | {:.2} | **{:.2}** | {:.2} | {:.2} | ≤ {MOST_MS} {} |\n",
            row.what,
            ours.median,
            ours.p95,
            plain.median,
            plain.p95,
            mark(ours.p95 <= MOST_MS)
        ));
    }
    table.push_str("\n| what | measured | target |\n|---|---:|---:|\n");
    table.push_str(&bound("memory of the idle server", measured.idle, 120.0, "MB", 0));
    table.push_str(&format!("| memory of the server after all of the above | {:.0} MB | |\n", measured.after));
    table.push_str(&bound("`juzhen serve` on existing data, to its first answer", measured.started_in, 1.0, "s", 2));
    if let Some(up) = up {
        table.push_str(&bound("`cargo xtask up` on existing data, to the addresses", up, 3.0, "s", 2));
    }
    table
}

/// Deliveries to outlets, in Markdown.
pub(super) fn deliveries(measured: &deliveries::Measured) -> String {
    let mut table = compared(&measured.rows);
    let rate = measured.times.first().map_or(0.0, |times| times.rate);
    table.push_str(&format!(
        "\n| queued to acknowledged, {rate:.0} deliveries a second | median ms | p99 ms |\n|---|---:|---:|\n"
    ));
    for times in &measured.times {
        table.push_str(&format!("| {} | {:.1} | **{:.1}** |\n", times.what, times.median, times.p99));
    }
    table
}

/// The minute in which everything goes out, in Markdown.
pub(super) fn minute(measured: &minute::Measured) -> String {
    let mut table = format!(
        "| {} counties × {} accounts, due at one instant | accounts | first out, s | half out, s | all out, s | a second | most memory of a worker |\n\
         |---|---:|---:|---:|---:|---:|---:|\n",
        measured.counties,
        matrix::ACCOUNTS
    );
    for run in &measured.runs {
        let workers = if run.workers == 1 { "one worker".to_owned() } else { format!("{} workers", run.workers) };
        for kind in &run.kinds {
            let (channel, rest) = match kind.channel.as_str() {
                "" => ("all", format!("{:.0} | {:.0} MB", kind.accounts as f64 / kind.all, run.peak)),
                channel => (channel, " | ".to_owned()),
            };
            table.push_str(&format!(
                "| {workers}: {channel} | {} | {:.1} | {:.1} | **{:.1}** | {rest} |\n",
                kind.accounts, kind.first, kind.half, kind.all
            ));
        }
    }
    table
}

fn compared(rows: &[Row]) -> String {
    let mut table = "| what | against | juzhen, a second | other, a second | ratio | lowest – highest | target |\n\
                     |---|---|---:|---:|---:|---:|---:|\n"
        .to_owned();
    rows.iter().for_each(|row| table.push_str(&line(row)));
    table
}

fn line(row: &Row) -> String {
    let target = TARGETS.iter().find(|(what, other, _)| row.what == *what && row.other == *other);
    let target = target.map_or(String::new(), |(_, _, least)| format!("≥ {least} {}", mark(*least <= row.ratio)));
    format!(
        "| {} | {} | {:.0} | {:.0} | **{:.2}** | {:.2} – {:.2} | {target} |\n",
        row.what, row.other, row.ours, row.theirs, row.ratio, row.least, row.most
    )
}

fn bound(what: &str, measured: f64, most: f64, unit: &str, digits: usize) -> String {
    format!("| {what} | {measured:.digits$} {unit} | ≤ {most} {unit} {} |\n", mark(measured <= most))
}

fn mark(held: bool) -> &'static str {
    if held { "✓" } else { "✗" }
}

/// Puts the table, the date and the machine between the marks of `docs/performance.md`; the words around them stay.
pub(super) fn write(project: &Project, size: Size, busy: &str, measured: &Measured, table: &str) -> Result {
    keep(project, "measured", &format!("{}\n{table}", circumstances(size, busy, measured)))
}

/// The same with what workers do.
pub(super) fn write_matrix(project: &Project, size: matrix::Size, busy: &str, name: &str, table: &str) -> Result {
    let (rounds, seconds) = (size.pace.rounds, size.pace.round.as_secs());
    let how = match name {
        "deliveries" => format!(
            "{rounds} rounds of {seconds} s, contenders in turn; medians. Times: the median of {} runs of {} pieces each.\n",
            size.streams, size.stream
        ),
        _ => String::new(),
    };
    keep(project, name, &format!("{}; load average before: {busy}.\n{how}\n{table}", machine()))
}

fn keep(project: &Project, name: &str, text: &str) -> Result {
    let path = project.path("docs/performance.md");
    let page = std::fs::read_to_string(&path)?;
    let (begin, end) = (format!("<!-- {name} -->\n"), "<!-- end -->");
    let lacks = || crate::Failure::said(format!("docs/performance.md has no mark or no end of {name}"));
    let (before, rest) = page.split_once(&begin).ok_or_else(lacks)?;
    let (_, after) = rest.split_once(end).ok_or_else(lacks)?;
    Ok(std::fs::write(path, format!("{before}{begin}{text}{end}{after}"))?)
}

/// How busy the machine is without us: its load average.
pub(super) fn busy() -> String {
    proc("loadavg").split(' ').take(3).collect::<Vec<_>>().join(" ")
}

fn proc(name: &str) -> String {
    std::fs::read_to_string(format!("/proc/{name}")).unwrap_or_default()
}

/// When, and where.
fn machine() -> String {
    let cpu = proc("cpuinfo");
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map_or("unknown", |(_, m)| m);
    let memory: u64 = proc("meminfo").split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).unwrap_or_default();
    format!(
        "{date}, {cores} cores ({model}), {memory} GB, Linux {linux}, {rust}, {postgres}",
        date = told(Command::new("date").args(["-u", "+%F %H:%M UTC"])),
        cores = std::thread::available_parallelism().map_or(0, usize::from),
        memory = (memory + (1 << 19)) >> 20,
        linux = told(Command::new("uname").arg("-r")),
        rust = told(Command::new("rustc").arg("--version")),
        postgres = told(Command::new("psql").arg("--version")),
    )
}

/// When, where and how.
fn circumstances(size: Size, busy: &str, measured: &Measured) -> String {
    let peer = measured.peer.as_ref().map_or(String::new(), |peer| format!(", {peer}"));
    format!(
        "{machine}{peer}; load average before: {busy}.\n\
         {connections} connections for every contender; {rounds} rounds of {seconds} s, contenders in turn; medians.\n\
         2 counties × {departments} departments × {pieces} released articles.\n",
        machine = machine(),
        connections = load::CONNECTIONS,
        rounds = size.pace.rounds,
        seconds = size.pace.round.as_secs(),
        departments = size.departments,
        pieces = size.pieces,
    )
}
