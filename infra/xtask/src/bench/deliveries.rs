//! Deliveries to eight outlets on this machine, beside the queue transactions that the database makes without anyone who delivers.

use std::time::{Duration, Instant};

use super::contest::{Contender, Row, hold, median};
use super::endpoint::{ENDPOINTS, HANGING};
use super::matrix::{COUNTY, Matrix, Size};
use super::pgbench;
use super::worker::Workers;
use crate::progress::step;
use crate::{Failure, Result};

/// Its script: take the first of a queue under a lease and make that last, finish it and make that last.
const QUEUE: &str = "infra/xtask/src/bench/queue.pgbench.sql";
const PGBENCH: &str = "pgbench: take, finish";
pub(super) const HANGS: &str = "to 7 of them, the eighth hangs";
pub(super) const SAME: &str = "the same 7, none hangs";

/// Every delivery as it was when it was queued; the jobs that send them are as the platform asks for them when an outlet is resumed.
const QUEUE_AGAIN: &str = "begin; \
    update delivery set state = 'queued', attempts = 0, next_at = now(), delivered_at = null, last_status = null, last_error = null, \
      lease_token = null, lease_until = null; \
    update outlet set state = 'active', disabled_for = null, failing_since = null, warned_at = null; \
    insert into job (county_id, id, kind, key, run_at) \
      select county_id, gen_random_uuid(), 'deliver.outlet', id::text, now() from outlet on conflict do nothing; \
    commit";
const STOP: &str = "update outlet set state = 'paused'";
const SENDING: &str = "select count(*) from job where kind = 'deliver.outlet'";

/// What a run of pieces released one after the other met.
#[derive(Debug)]
pub(super) struct Times {
    pub(super) what: &'static str,
    /// Deliveries a second that were asked for.
    pub(super) rate: f64,
    pub(super) median: f64,
    pub(super) p99: f64,
}

/// Both tables.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) rows: Vec<Row>,
    pub(super) times: Vec<Times>,
}

/// A run that is timed, with so many workers and endpoints that answer.
struct Run {
    what: &'static str,
    workers: usize,
    answering: usize,
}

const RUNS: [Run; 3] = [
    Run { what: "one worker", workers: 1, answering: ENDPOINTS },
    Run { what: "two workers", workers: 2, answering: ENDPOINTS },
    Run { what: "one worker, one endpoint hangs", workers: 1, answering: HANGING },
];

/// Pieces that are needed.
pub(super) fn pieces(size: Size) -> usize {
    size.queue + size.streams * RUNS.len() * size.stream
}

/// Measures rates with a full queue, and then times with a quarter of that to do, beside the releases themselves.
pub(super) fn measure(matrix: &Matrix<'_>) -> Result<Measured> {
    step("排满队列 fill the queue", || fill(matrix))?;
    let rows = step("投递 deliveries", || rates(matrix))?;
    let rate = rows.first().map_or(0.0, |row| row.ours) / 4.0;
    let times = step("投递时延 times of deliveries", || times(matrix, rate))?;
    Ok(Measured { rows, times })
}

/// The outlets, all of which take everything, and the first pieces, which a worker puts into their queues.
fn fill(matrix: &Matrix<'_>) -> Result {
    let ids: Vec<String> = (1..=ENDPOINTS).map(|n| format!("00000000-0000-0000-0000-{n:012x}")).collect();
    let places: Vec<String> = ids.iter().map(|id| format!("{COUNTY}/outlet/{id}")).collect();
    for (place, (id, secret)) in ids.iter().zip(matrix.sealed(&places)?).enumerate() {
        matrix.sql(&[&format!(
            "insert into outlet (county_id, id, name, endpoint, secrets, rotated_at, state, created_at)
             values ({COUNTY}, '{id}', '媒体{place}', '{}', array['{secret}'::bytea], now(), 'paused', now())",
            matrix.address(place, "/deliver")
        )])?;
    }
    release(matrix, 1, matrix.size.queue, 0.0)?;
    let mut workers = Workers::start(matrix.project, &matrix.postgres, 1)?;
    let queued = "select count(*) from delivery";
    matrix.wait(&mut workers, Duration::from_secs(900), queued, ENDPOINTS * matrix.size.queue)?;
    matrix.quiet(&mut workers)?;
    matrix.sql(&[
        "create table bench_queue (queue int not null, id bigserial primary key, place bigserial, state text not null default 'queued',
           attempts int not null default 0, lease uuid, at timestamptz)",
        "insert into bench_queue (queue) select n % 8 from generate_series(1, 1600) n",
        "create index on bench_queue (queue, place) where state = 'queued'",
    ])
}

/// Plans pieces on the county's site, one every so many seconds.
fn release(matrix: &Matrix<'_>, from: usize, count: usize, apart: f64) -> Result {
    let at = matrix.ask("select now() + interval '4 seconds'")?.pop().unwrap_or_default();
    let variables = [
        ("first", COUNTY.to_string()),
        ("last", COUNTY.to_string()),
        ("from", from.to_string()),
        ("until", (from + count - 1).to_string()),
        ("accounts", "1".to_owned()),
        ("at", at),
        ("apart", apart.to_string()),
    ];
    matrix.script("releases.sql", &variables)
}

fn rates(matrix: &Matrix<'_>) -> Result<Vec<Row>> {
    let queue = pgbench::Script::of(matrix.project.path(QUEUE));
    let mut rows = Vec::new();
    for (what, count) in [("deliveries to 8 outlets, one worker", 1), ("deliveries to 8 outlets, two workers", 2)] {
        let mut workers = Workers::start(matrix.project, &matrix.postgres, count)?;
        rows.extend(hold(
            what,
            matrix.size.pace,
            vec![
                Contender::new("juzhen", |time| drain(matrix, &mut workers, ENDPOINTS, ENDPOINTS, time)),
                Contender::new(PGBENCH, |time| {
                    matrix.sql(&["vacuum (analyze) bench_queue"])?;
                    queue.run_as(&matrix.postgres, "postgres", ENDPOINTS, time)
                }),
            ],
        )?);
    }
    let workers = std::cell::RefCell::new(Workers::start(matrix.project, &matrix.postgres, 1)?);
    rows.extend(hold(
        HANGS,
        matrix.size.pace,
        vec![
            Contender::new("juzhen", |time| drain(matrix, &mut workers.borrow_mut(), HANGING, HANGING, time)),
            Contender::new(SAME, |time| drain(matrix, &mut workers.borrow_mut(), ENDPOINTS, HANGING, time)),
        ],
    )?);
    Ok(rows)
}

/// Fills every queue, lets the workers deliver for so long, and gives deliveries a second at the endpoints that are counted.
fn drain(matrix: &Matrix<'_>, workers: &mut Workers, answering: usize, counted: usize, time: Duration) -> Result<f64> {
    matrix.endpoints.clear();
    matrix.endpoints.let_answer(answering);
    matrix.sql(&["vacuum (analyze) delivery", "vacuum job", "vacuum outbox", QUEUE_AGAIN])?;
    let all = counted * matrix.size.queue;
    let first = first(matrix, workers, counted)?;
    while first.elapsed() < time && matrix.endpoints.count(counted) < all {
        std::thread::sleep(Duration::from_millis(5));
    }
    let (count, took) = (matrix.endpoints.count(counted), first.elapsed());
    matrix.sql(&[STOP])?;
    matrix.endpoints.let_answer(ENDPOINTS);
    matrix.wait(workers, Duration::from_secs(60), SENDING, 0)?;
    in_order(matrix, answering)?;
    Ok(count as f64 / took.as_secs_f64())
}

fn first(matrix: &Matrix<'_>, workers: &mut Workers, answering: usize) -> Result<Instant> {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        workers.still_run()?;
        if let Some(first) = matrix.endpoints.taken(answering).iter().filter_map(|taken| Some(taken.first()?.at)).min()
        {
            return Ok(first);
        }
        if deadline < Instant::now() {
            return Err(Failure::said("nothing was delivered"));
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Each outlet got what was queued for it in the order of its queue, each once.
fn in_order(matrix: &Matrix<'_>, answering: usize) -> Result {
    let rows =
        matrix.ask("select outlet_id, 'msg_' || replace(id::text, '-', '') from delivery order by outlet_id, seq")?;
    for (place, taken) in matrix.endpoints.taken(answering).iter().enumerate() {
        let outlet = format!("{:012x}|", place + 1);
        let queued = rows.iter().filter_map(|row| Some(row.split_once(outlet.as_str())?.1));
        if !taken.iter().zip(queued).all(|(taken, queued)| taken.message == queued) {
            return Err(Failure::said(format!("endpoint {place} did not get its queue in order, each once")));
        }
    }
    Ok(())
}

/// How long from queued to acknowledged, with pieces released one after the other; the hanging one is left out, and in every run.
fn times(matrix: &Matrix<'_>, rate: f64) -> Result<Vec<Times>> {
    let mut met: Vec<Vec<(f64, f64)>> = RUNS.iter().map(|_| Vec::new()).collect();
    let mut from = matrix.size.queue + 1;
    for _ in 0..matrix.size.streams {
        for (run, met) in RUNS.iter().zip(&mut met) {
            met.push(stream(matrix, run, from, rate)?);
            from += matrix.size.stream;
        }
    }
    let middle = |of: fn(&(f64, f64)) -> f64, met: &[(f64, f64)]| median(&met.iter().map(of).collect::<Vec<_>>());
    let times = RUNS.iter().zip(&met).map(|(run, met)| Times {
        what: run.what,
        rate,
        median: middle(|(median, _)| *median, met),
        p99: middle(|(_, p99)| *p99, met),
    });
    Ok(times.collect())
}

/// One run: the median and p99.
fn stream(matrix: &Matrix<'_>, run: &Run, from: usize, rate: f64) -> Result<(f64, f64)> {
    matrix.endpoints.let_answer(run.answering);
    matrix.sql(&[
        "update delivery set state = 'delivered' where state = 'queued'",
        "vacuum (analyze) delivery",
        "update outlet set state = 'active', disabled_for = null, failing_since = null, warned_at = null",
    ])?;
    let mut workers = Workers::start(matrix.project, &matrix.postgres, run.workers)?;
    matrix.quiet(&mut workers)?;
    let (count, until) = (matrix.size.stream, from + matrix.size.stream - 1);
    release(matrix, from, count, ENDPOINTS as f64 / rate)?;
    let of = format!(
        "from delivery where outlet_id <> lpad(to_hex({ENDPOINTS}), 32, '0')::uuid \
         and release_id between lpad(to_hex({from}), 32, '0')::uuid and lpad(to_hex({until}), 32, '0')::uuid"
    );
    let delivered = format!("select count(*) {of} and state = 'delivered'");
    matrix.wait(&mut workers, Duration::from_secs(300), &delivered, HANGING * count)?;
    let milliseconds = "extract(epoch from delivered_at - created_at)::float8 * 1000";
    let at = |share: f64| {
        matrix.number(&format!("select percentile_cont({share}) within group (order by {milliseconds}) {of}"))
    };
    let (median, p99) = (at(0.5)?, at(0.99)?);
    println!("  {}: {median:.1} ms, p99 {p99:.1} ms", run.what);
    matrix.sql(&[STOP])?;
    matrix.endpoints.let_answer(ENDPOINTS);
    matrix.wait(&mut workers, Duration::from_secs(60), SENDING, 0)?;
    Ok((median, p99))
}
