//! The minute in which every account of every county goes out.

use std::time::{Duration, Instant};

use super::matrix::{ACCOUNTS, FIRST, Matrix};
use super::worker::Workers;
use crate::progress::step;
use crate::{Failure, Result};

/// Workers side by side.
const RUNS: [usize; 2] = [1, 2];

/// One kind of account, and the seconds from the minute until the first, half and all of them were out.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) channel: String,
    pub(super) accounts: usize,
    pub(super) first: f64,
    pub(super) half: f64,
    pub(super) all: f64,
}

/// One run.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) workers: usize,
    pub(super) kinds: Vec<Kind>,
    /// The most memory that one worker had, in MB.
    pub(super) peak: f64,
}

/// Both.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) counties: usize,
    pub(super) runs: Vec<Run>,
}

/// Pieces a county needs: each account sends one of its own, in each run.
pub(super) fn pieces() -> usize {
    RUNS.len() * ACCOUNTS
}

/// Measures it with one worker and with two.
pub(super) fn measure(matrix: &Matrix<'_>) -> Result<Measured> {
    link(matrix)?;
    let mut runs = Vec::new();
    for (place, workers) in RUNS.into_iter().enumerate() {
        let words = format!("同一分钟 the same minute, workers: {workers}");
        runs.push(step(&words, || run(matrix, workers, place * ACCOUNTS + 1))?);
    }
    Ok(Measured { counties: matrix.size.counties, runs })
}

/// A program in each county that publishes for its accounts.
fn link(matrix: &Matrix<'_>) -> Result {
    let last = FIRST + matrix.size.counties - 1;
    let id = "00000000-0000-0000-0000-000000000001";
    let places: Vec<String> = (FIRST..=last).map(|county| format!("{county}/connector/{id}")).collect();
    let secrets = matrix.sealed(&places)?;
    let row = |(county, secret): (usize, &String)| {
        let endpoint = matrix.address(county, &format!("/publish/{county}"));
        format!("({county}, '{id}', '对接程序', '{endpoint}', array['{secret}'::bytea], now(), now())")
    };
    let rows: Vec<String> = (FIRST..=last).zip(&secrets).map(row).collect();
    matrix.sql(&[
        &format!(
            "insert into connector (county_id, id, name, endpoint, secrets, rotated_at, created_at) values {}",
            rows.join(", ")
        ),
        &format!(
            "insert into connector_account (county_id, account_id, connector_id, handle, linked_at)
             select county_id, id, '{id}', name, now() from account
             where county_id between {FIRST} and {last} and channel = 'connector'"
        ),
    ])
}

fn run(matrix: &Matrix<'_>, count: usize, from: usize) -> Result<Run> {
    matrix.endpoints.clear();
    let mut workers = Workers::start(matrix.project, &matrix.postgres, count)?;
    matrix.quiet(&mut workers)?;
    let last = FIRST + matrix.size.counties - 1;
    let lead = 10 + matrix.size.counties / 4;
    let at = matrix.ask(&format!("select now() + interval '{lead} seconds'"))?.pop().unwrap_or_default();
    let variables = [
        ("first", FIRST.to_string()),
        ("last", last.to_string()),
        ("from", from.to_string()),
        ("until", (from + ACCOUNTS - 1).to_string()),
        ("accounts", ACCOUNTS.to_string()),
        ("at", at.clone()),
        ("apart", "0".to_owned()),
    ];
    matrix.script("releases.sql", &variables)?;
    if matrix.number(&format!("select (now() < '{at}')::int"))? < 1.0 {
        return Err(Failure::said("the minute came before everything was planned"));
    }
    let of = format!("from release_target where county_id between {FIRST} and {last} and scheduled_at = '{at}'");
    out(matrix, &mut workers, &of)?;
    once(matrix, &of)?;
    let seconds = format!("extract(epoch from live_at - '{at}')::float8");
    let kinds = matrix.ask(&format!(
        "select channel, count(*), min({seconds}), percentile_cont(0.5) within group (order by {seconds}), max({seconds}) {of} \
         group by rollup (channel) order by channel nulls last"
    ))?;
    let kinds = kinds.iter().map(|row| kind(row)).collect::<Result<_>>()?;
    // A minute later each page is read back, and there are none: that is no work of the next run's.
    matrix.sql(&["delete from job where kind = 'publish.read_back'"])?;
    matrix.quiet(&mut workers)?;
    Ok(Run { workers: count, kinds, peak: workers.peak()? })
}

/// Waits until the last is out.
fn out(matrix: &Matrix<'_>, workers: &mut Workers, of: &str) -> Result {
    let deadline = Instant::now() + Duration::from_secs(1800);
    loop {
        workers.still_run()?;
        let states = matrix.ask(&format!("select state, min(error_code), count(*) {of} group by state"))?;
        if states.iter().all(|row| row.starts_with("live|")) {
            return Ok(());
        }
        if deadline < Instant::now()
            || states.iter().any(|row| row.starts_with("failed|") || row.starts_with("missed|"))
        {
            return Err(Failure::said(format!("not all went out: {states:?}")));
        }
        std::thread::sleep(Duration::from_secs(1));
    }
}

/// Every program was told once of each of its accounts' pieces (I4).
fn once(matrix: &Matrix<'_>, of: &str) -> Result {
    let mut told: Vec<(String, String)> = matrix
        .endpoints
        .taken(matrix.endpoints.ports.len())
        .into_iter()
        .flatten()
        .map(|taken| (taken.path, taken.message))
        .collect();
    let (all, wanted) = (told.len(), matrix.number(&format!("select count(*) {of} and channel = 'connector'"))?);
    told.sort();
    told.dedup();
    if told.len() == all && all as f64 == wanted {
        return Ok(());
    }
    Err(Failure::said(format!("{all} messages, {} of them different, for {wanted} targets", told.len())))
}

fn kind(row: &str) -> Result<Kind> {
    let mut columns = row.split('|');
    let channel = columns.next().unwrap_or_default().to_owned();
    let numbers: Vec<f64> = columns.map(str::parse).collect::<std::result::Result<_, _>>()?;
    let [accounts, first, half, all] = numbers[..] else { return Err(Failure::said(format!("cannot read {row}"))) };
    Ok(Kind { channel, accounts: accounts as usize, first, half, all })
}
