//! What workers do, in a cluster of its own that each run begins anew: deliveries to outlets, and a minute in which everything goes out.

use std::process::Command;
use std::time::{Duration, Instant};

use embedded_postgres::{Config, DATABASE, EmbeddedPostgres};

use super::contest::Pace;
use super::endpoint::{ENDPOINTS, Endpoints};
use super::worker::Workers;
use super::{deliveries, minute, recording, server};
use crate::process::{output, run as run_program};
use crate::progress::step;
use crate::project::Project;
use crate::{Failure, Result};

/// The county whose pieces go to outlets.
pub(super) const COUNTY: usize = 500_000;
/// The first of those whose accounts all go out at once.
pub(super) const FIRST: usize = COUNTY + 1;
/// Accounts of each.
pub(super) const ACCOUNTS: usize = 70;

/// How much there is to do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    /// Pieces that wait for each outlet when the queue is drained.
    pub(super) queue: usize,
    /// Pieces that are released one after the other, a run.
    pub(super) stream: usize,
    /// How often that is measured.
    pub(super) streams: usize,
    /// Counties whose accounts all go out at once.
    pub(super) counties: usize,
    pub(super) pace: Pace,
}

impl Size {
    pub(super) const FULL: Self = Self {
        queue: 600,
        stream: 250,
        streams: 3,
        counties: 160,
        pace: Pace { rounds: 5, round: Duration::from_secs(3) },
    };
    pub(super) const QUICK: Self = Self {
        queue: 150,
        stream: 60,
        streams: 1,
        counties: 6,
        pace: Pace { rounds: 3, round: Duration::from_secs(2) },
    };
}

/// Which of the two is measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) deliveries: bool,
    pub(super) minute: bool,
}

/// What was.
#[derive(Debug, Default)]
pub(super) struct Measured {
    pub(super) deliveries: Option<deliveries::Measured>,
    pub(super) minute: Option<minute::Measured>,
}

/// The cluster, and what stands around it.
pub(super) struct Matrix<'a> {
    pub(super) project: &'a Project,
    pub(super) postgres: EmbeddedPostgres,
    pub(super) endpoints: Endpoints,
    pub(super) size: Size,
}

/// Loads what is wanted and measures it.
pub(super) fn measure(project: &Project, size: Size, wanted: Wanted) -> Result<Measured> {
    let folder = project.target().join("bench").join("matrix");
    embedded_postgres::erase(&folder)?;
    let config = Config { max_connections: 80, ..Config::durable(folder) };
    let postgres = EmbeddedPostgres::start(&config)?;
    let mut matrix = Matrix { project, postgres, endpoints: Endpoints::open()?, size };
    let measured = matrix.all(wanted);
    matrix.postgres.stop()?;
    measured
}

impl Matrix<'_> {
    fn all(&self, wanted: Wanted) -> Result<Measured> {
        run_program(&mut server::juzhen(self.project, &self.postgres, "migrate"))?;
        let mut measured = Measured::default();
        if wanted.deliveries {
            step("载入媒体的县 load the county with outlets", || {
                self.load(COUNTY, COUNTY, deliveries::pieces(self.size))
            })?;
            measured.deliveries = Some(deliveries::measure(self)?);
        }
        if wanted.minute {
            let last = FIRST + self.size.counties - 1;
            step("载入各县 load the counties", || self.load(FIRST, last, minute::pieces()))?;
            measured.minute = Some(minute::measure(self)?);
        }
        Ok(measured)
    }

    /// Counties with their accounts and approved pieces. What every county has from its first day the worker itself gives them.
    fn load(&self, first: usize, last: usize, pieces: usize) -> Result {
        let counties = [("first", first.to_string()), ("last", last.to_string())];
        self.script("matrix-people.sql", &counties)?;
        let mut workers = Workers::start(self.project, &self.postgres, 1)?;
        let opened =
            format!("select count(distinct county_id) from review_rule where county_id between {first} and {last}");
        self.wait(&mut workers, Duration::from_secs(300), &opened, last - first + 1)?;
        self.quiet(&mut workers)?;
        drop(workers);
        self.script("matrix.sql", &[&counties[..], &[("pieces", pieces.to_string())]].concat())?;
        run_program(server::juzhen(self.project, &self.postgres, "search").arg("index"))?;
        self.sql(&["vacuum (analyze)", "checkpoint"])
    }

    /// Secrets as they are kept, each sealed to its place, as a bytea's text.
    pub(super) fn sealed(&self, places: &[String]) -> Result<Vec<String>> {
        let said = output(server::sealed(self.project).args(places))?;
        Ok(said.lines().map(|hex| format!("\\x{hex}")).collect())
    }

    /// The address of one of the endpoints.
    pub(super) fn address(&self, place: usize, path: &str) -> String {
        let port = self.endpoints.ports.get(place % ENDPOINTS).copied().unwrap_or_default();
        format!("http://127.0.0.1:{port}{path}")
    }

    /// Runs one of the scripts beside this file.
    pub(super) fn script(&self, name: &str, variables: &[(&str, String)]) -> Result {
        let mut psql = self.psql();
        psql.args(variables.iter().flat_map(|(name, value)| ["-v".to_owned(), format!("{name}={value}")]));
        psql.arg("-f").arg(self.project.path("infra/xtask/src/bench").join(name));
        run_program(psql.args(["-o", "/dev/null"]).arg(self.postgres.url("postgres", DATABASE)))
    }

    /// Runs statements as the superuser, each on its own.
    pub(super) fn sql(&self, statements: &[&str]) -> Result {
        recording::sql(&self.postgres, statements)
    }

    /// The rows a statement gives, their columns between bars.
    pub(super) fn ask(&self, statement: &str) -> Result<Vec<String>> {
        let mut psql = self.psql();
        psql.args(["-A", "-t", "-c", statement]).arg(self.postgres.url("postgres", DATABASE));
        Ok(output(&mut psql)?.lines().map(str::to_owned).collect())
    }

    /// One number.
    pub(super) fn number(&self, statement: &str) -> Result<f64> {
        let rows = self.ask(statement)?;
        let number = rows.first().and_then(|row| row.parse().ok());
        number.ok_or_else(|| Failure::said(format!("no number: {statement}")))
    }

    fn psql(&self) -> Command {
        let mut psql = Command::new(self.postgres.binaries().program("psql"));
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1"]);
        psql
    }

    /// Waits until a statement counts so many.
    pub(super) fn wait(&self, workers: &mut Workers, within: Duration, statement: &str, wanted: usize) -> Result {
        let deadline = Instant::now() + within;
        loop {
            workers.still_run()?;
            let rows = self.ask(statement)?;
            if rows.first().is_some_and(|row| *row == wanted.to_string()) {
                return Ok(());
            }
            if deadline < Instant::now() {
                return Err(Failure::said(format!("{rows:?} instead of {wanted} after {within:?}: {statement}")));
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Waits until the workers have nothing to catch up with; what comes round in every county comes due all the time.
    pub(super) fn quiet(&self, workers: &mut Workers) -> Result {
        let due = "select count(*) from job where dead_at is null and run_at <= now() - interval '1 second'";
        self.wait(workers, Duration::from_secs(300), due, 0)
    }
}
