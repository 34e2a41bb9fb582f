//! The table, and the page it stands on.

use std::process::Command;

use super::contest::Row;
use super::peer::told;
use super::{Measured, Size, load};
use crate::Result;
use crate::project::Project;

/// What is asked of a comparison: (what, other, least ratio).
const TARGETS: [(&str, &str, f64); 5] = [
    ("public list of 20, warm", "static handler", 0.6),
    ("console list of 20", "pgbench", 0.5),
    ("console list of 20", "PostGraphile", 5.0),
    ("console list of 20", "PostGraphile, two processes", 5.0),
    ("draft created, durable", "pgbench", 0.4),
];

/// Milliseconds that 95 of 100 lists and searches stay below: "well under 100".
const MOST_MS: f64 = 50.0;

/// Everything measured, in Markdown.
pub(super) fn table(measured: &Measured, up: Option<f64>) -> String {
    let mut table = "| what | against | juzhen, a second | other, a second | ratio | lowest – highest | target |\n\
                     |---|---|---:|---:|---:|---:|---:|\n"
        .to_owned();
    for row in &measured.rows {
        table.push_str(&line(row));
    }
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
    let path = project.path("docs/performance.md");
    let page = std::fs::read_to_string(&path)?;
    let (begin, end) = ("<!-- measured -->\n", "<!-- end -->");
    let (before, rest) =
        page.split_once(begin).ok_or_else(|| crate::Failure::said("docs/performance.md has no mark"))?;
    let (_, after) = rest.split_once(end).ok_or_else(|| crate::Failure::said("docs/performance.md has no end mark"))?;
    let text = format!("{before}{begin}{}\n{table}{end}{after}", circumstances(size, busy, measured));
    Ok(std::fs::write(path, text)?)
}

/// How busy the machine is without us: its load average.
pub(super) fn busy() -> String {
    proc("loadavg").split(' ').take(3).collect::<Vec<_>>().join(" ")
}

fn proc(name: &str) -> String {
    std::fs::read_to_string(format!("/proc/{name}")).unwrap_or_default()
}

/// When, where and how.
fn circumstances(size: Size, busy: &str, measured: &Measured) -> String {
    let cpu = proc("cpuinfo");
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map_or("unknown", |(_, m)| m);
    let memory: u64 = proc("meminfo").split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let postgres = told(Command::new("psql").arg("--version"));
    let peer = measured.peer.as_ref().map_or(String::new(), |peer| format!(", {peer}"));
    format!(
        "{date}, {cores} cores ({model}), {memory} GB, Linux {linux}, {rust}, {postgres}{peer}; load average before: {busy}.\n\
         {connections} connections for every contender; {rounds} rounds of {seconds} s, contenders in turn; medians.\n\
         2 counties × {departments} departments × {pieces} released articles.\n",
        date = told(Command::new("date").args(["-u", "+%F %H:%M UTC"])),
        memory = (memory + (1 << 19)) >> 20,
        linux = told(Command::new("uname").arg("-r")),
        rust = told(Command::new("rustc").arg("--version")),
        connections = load::CONNECTIONS,
        rounds = size.pace.rounds,
        seconds = size.pace.round.as_secs(),
        departments = size.departments,
        pieces = size.pieces,
    )
}
