//! `cargo xtask bench`: ratios of the platform to what it could at best be, contenders in turn in one run.

mod checks;
mod compare;
mod contest;
mod deliveries;
mod endpoint;
mod latency;
mod load;
mod matrix;
mod minute;
mod peer;
mod pgbench;
mod recording;
mod report;
mod server;
mod starts;
mod worker;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use clap::Args;
use embedded_postgres::{Config, DATABASE, EmbeddedPostgres};

use crate::process::run as run_program;
use crate::progress::{nothing_to_do, step};
use crate::project::Project;
use crate::stamp::Stamp;
use crate::{Result, prerequisites};
use contest::Pace;

/// What to measure.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Options {
    /// 写入 docs/performance.md Keep the table there.
    #[arg(long)]
    write: bool,
    /// 同时比较 PostGraphile Put PostGraphile over the same tables into the same table.
    #[arg(long)]
    peers: bool,
    /// 小规模试跑 A tenth of the departments, a tenth of the pieces, short rounds: to try, not to cite.
    #[arg(long, conflicts_with = "write")]
    quick: bool,
    /// 不构建 Measure the release build that is there, and not `up`, which builds.
    #[arg(long)]
    built: bool,
    /// 只测自动检查 Measure the automatic checks alone, beside other programs.
    #[arg(long, conflicts_with_all = ["write", "deliveries", "minute"])]
    checks: bool,
    /// 只测投递 Measure the deliveries to outlets alone.
    #[arg(long)]
    deliveries: bool,
    /// 只测同一分钟的发布 Measure alone how long it takes until what is due in one minute is out.
    #[arg(long)]
    minute: bool,
}

impl Options {
    /// What of the workers' work is measured, and whether nothing else is.
    fn matrix(self) -> (matrix::Wanted, bool) {
        let alone = self.deliveries || self.minute;
        (matrix::Wanted { deliveries: self.deliveries || !alone, minute: self.minute || !alone }, alone)
    }
}

/// How much is loaded, and how long each contender runs.
#[derive(Clone, Copy, Debug)]
struct Size {
    departments: u64,
    pieces: u64,
    pace: Pace,
}

impl Size {
    const FULL: Self = Self { departments: 100, pieces: 2000, pace: Pace { rounds: 7, round: Duration::from_secs(4) } };
    const QUICK: Self = Self { departments: 10, pieces: 200, pace: Pace { rounds: 3, round: Duration::from_secs(1) } };

    /// Pieces of one county.
    fn county(self) -> u64 {
        self.departments * self.pieces
    }
}

/// Measures, prints the table, and writes it to `docs/performance.md` when asked.
pub(crate) fn run(project: &Project, options: Options) -> Result {
    if options.checks {
        return checks::run(project);
    }
    prerequisites::for_up()?;
    let busy = report::busy();
    let (wanted, alone) = options.matrix();
    // First of all: it builds what is missing, and nothing of ours runs beside it.
    let up = if options.quick || options.built || alone {
        None
    } else {
        Some(step("启动全部 cargo xtask up", || starts::up(project))?)
    };
    if !options.built {
        step("发布构建 release build", || server::build(project))?;
    }
    if !alone {
        whole(project, options, &busy, up)?;
    }
    work(project, options, &busy, wanted)
}

/// The server, beside what it could at best be.
fn whole(project: &Project, options: Options, busy: &str, up: Option<f64>) -> Result {
    let size = if options.quick { Size::QUICK } else { Size::FULL };
    let folder = project.target().join("bench").join(format!("{}x{}", size.departments, size.pieces));
    std::fs::create_dir_all(&folder)?;
    let bench = Bench { project, folder, size, peers: options.peers };
    let stamp = bench.stamp()?;
    if !stamp.is_current() {
        embedded_postgres::erase(bench.folder.join("postgres"))?;
    }
    let mut postgres = EmbeddedPostgres::start(&bench.config())?;
    let result = bench.load(&postgres, &stamp).and_then(|()| bench.measure(&postgres));
    postgres.stop()?;
    let measured = result?;
    let table = report::table(&measured, up);
    println!("\n{table}");
    if options.write { report::write(project, size, busy, &measured, &table) } else { Ok(()) }
}

/// The workers.
fn work(project: &Project, options: Options, busy: &str, wanted: matrix::Wanted) -> Result {
    let size = if options.quick { matrix::Size::QUICK } else { matrix::Size::FULL };
    let measured = matrix::measure(project, size, wanted)?;
    let tables = [
        ("deliveries", measured.deliveries.as_ref().map(report::deliveries)),
        ("minute", measured.minute.as_ref().map(report::minute)),
    ];
    for (name, table) in tables {
        let Some(table) = table else { continue };
        println!("\n{table}");
        if options.write {
            report::write_matrix(project, size, busy, name, &table)?;
        }
    }
    Ok(())
}

/// One run.
struct Bench<'a> {
    project: &'a Project,
    /// The cluster, the scripts and the bytes that are compared.
    folder: PathBuf,
    size: Size,
    peers: bool,
}

/// Everything that was measured with the database running.
struct Measured {
    rows: Vec<contest::Row>,
    latencies: Vec<latency::Row>,
    idle: f64,
    after: f64,
    started_in: f64,
    peer: Option<String>,
}

impl Bench<'_> {
    fn config(&self) -> Config {
        Config { max_connections: 80, settings: recording::settings(), ..Config::durable(self.folder.join("postgres")) }
    }

    /// What the loaded data were made from.
    fn stamp(&self) -> Result<Stamp> {
        let inputs = ["schema/migrations", "services/juzhen/demo", "infra/xtask/src/bench/data.sql"];
        Stamp::of(&self.folder, "data", &inputs.map(|input| self.project.path(input)))
    }

    /// Loads the pieces, unless they are there from a run before.
    fn load(&self, postgres: &EmbeddedPostgres, stamp: &Stamp) -> Result {
        let words = format!("载入 load {} pieces", 2 * self.size.county());
        if stamp.is_current() {
            nothing_to_do(&words);
            // What earlier runs drafted would stand at the head of every list.
            let tidy = ["delete from article where state = 'draft'", "truncate outbox", "vacuum analyze article"];
            return recording::sql(postgres, &tidy);
        }
        step(&words, || {
            run_program(&mut server::juzhen(self.project, postgres, "migrate"))?;
            run_program(&mut server::juzhen(self.project, postgres, "demo"))?;
            // So much at once would be a checkpoint every few seconds.
            recording::sql(postgres, &["alter system set max_wal_size = '16GB'", "select pg_reload_conf()"])?;
            self.load_pieces(postgres)?;
            run_program(server::juzhen(self.project, postgres, "search").arg("index"))?;
            recording::sql(postgres, &["vacuum (analyze) article"])?;
            recording::sql(postgres, &["alter system reset max_wal_size", "select pg_reload_conf()"])?;
            stamp.keep()
        })
    }

    fn load_pieces(&self, postgres: &EmbeddedPostgres) -> Result {
        let mut psql = Command::new(postgres.binaries().program("psql"));
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1"]);
        psql.args(["-v", &format!("departments={}", self.size.departments)]);
        psql.args(["-v", &format!("pieces={}", self.size.pieces), "-f"]);
        psql.arg(self.project.path("infra/xtask/src/bench/data.sql"));
        run_program(psql.arg(postgres.url("postgres", DATABASE)))
    }

    fn measure(&self, postgres: &EmbeddedPostgres) -> Result<Measured> {
        let started_in = starts::server(self.project, postgres)?;
        let server = server::Server::start(self.project, postgres, self.size.county())?;
        std::thread::sleep(Duration::from_secs(3));
        let idle = server.megabytes()?;
        let rows = compare::all(self, postgres, &server)?;
        let latencies = latency::all(self, postgres, &server)?;
        let peer = if self.peers { Some(peer::version(self.project)?) } else { None };
        Ok(Measured { rows, latencies, idle, after: server.megabytes()?, started_in, peer })
    }

    fn pace(&self) -> Pace {
        self.size.pace
    }

    fn folder(&self) -> &Path {
        &self.folder
    }
}
