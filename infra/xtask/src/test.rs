//! `cargo xtask test`: everything CI runs, in one go, with one line at the end that counts it all.

mod tally;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use embedded_postgres::{Config, EmbeddedPostgres};

use crate::process::{self, watch};
use crate::progress::step;
use crate::project::Project;
use crate::web::npm;
use crate::{Failure, Result, check, prerequisites, web};
use tally::Tally;

/// The npm projects of the tests and what each proves. The Rust tests start some of them too.
const SUITES: [(&str, &str); 3] = [
    ("tests/sandboxes", "沙箱测试 test the sandboxes"),
    ("tests/conformance", "协议一致性 conformance"),
    ("tests/browser", "浏览器测试 browser"),
];

/// Runs all tests, or with `filter` the Rust tests of that name only.
pub(crate) fn run(project: &Project, filter: Option<&str>) -> Result {
    let begun = Instant::now();
    prerequisites::for_tests()?;
    let mut tally = Tally::default();
    web::install(project, "services/web")?;
    web::install(project, "services/forms")?;
    for (folder, _) in suites(project) {
        web::install(project, folder)?;
    }
    web::build(project)?;
    build(project)?;
    if filter.is_none() {
        tally.suite("网页检查与单元测试 check and test the web", |see| {
            watch(npm(&project.path("services/web")).args(["run", "--silent", "check"]), see)
        })?;
        for (words, failed) in check::all(project)? {
            tally.step(&words, failed);
        }
    }
    with_server(project, |admin_url| {
        tally.suite("Rust 测试 Rust tests", |see| watch(&mut rust_tests(project, admin_url, filter), see))?;
        if filter.is_none() { other_suites(project, admin_url, &mut tally) } else { Ok(()) }
    })?;
    println!("\n用时 took {:.0} s", begun.elapsed().as_secs_f64());
    tally.close()
}

/// One build of every target, so that the tests and the binary they start share each dependency.
fn build(project: &Project) -> Result {
    step("构建 build the server and the tests", || {
        let mut command = Command::new("cargo");
        command.current_dir(&project.root).args(["build", "--workspace", "--lib", "--bins", "--tests", "--examples"]);
        process::run(&mut command)
    })
}

fn rust_tests(project: &Project, admin_url: &str, filter: Option<&str>) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(&project.root).args(["test", "--workspace", "--no-fail-fast"]);
    command.args(filter).env("JUZHEN_TEST_PG", admin_url).env("JUZHEN_BIN", project.built("juzhen"));
    command
}

/// The suites that are not Rust; each is run when it is there.
fn other_suites(project: &Project, admin_url: &str, tally: &mut Tally) -> Result {
    for (folder, words) in suites(project) {
        let mut command = npm(&project.path(folder));
        command.args(["test", "--silent"]).env("JUZHEN_BIN", project.built("juzhen")).env("JUZHEN_TEST_PG", admin_url);
        tally.suite(words, |see| watch(&mut command, see))?;
    }
    let peers = project.path("tests/peers/run");
    if peers.is_file() {
        let mut command = Command::new("bash");
        command.arg(peers).current_dir(&project.root).env("JUZHEN_BIN", project.built("juzhen"));
        tally.suite("与公开客户端互证 peers", |see| watch(&mut command, see))?;
    }
    Ok(())
}

fn suites(project: &Project) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    SUITES.iter().filter(|(folder, _)| project.path(folder).join("package.json").is_file())
}

/// One throw-away server for all tests; each test makes its own database in it.
fn with_server(project: &Project, work: impl FnOnce(&str) -> Result) -> Result {
    let folder = project.target().join("test-postgres");
    let mut postgres = step("启动测试用 PostgreSQL throw-away PostgreSQL", || Ok(start(&folder)?))?;
    let result = work(&postgres.admin_url());
    postgres.stop()?;
    result
}

fn start(folder: &Path) -> std::result::Result<EmbeddedPostgres, embedded_postgres::Error> {
    // What a stopped run left in it is of no use.
    embedded_postgres::erase(folder)?;
    EmbeddedPostgres::start(&Config::throw_away(folder))
}

/// What a task says when some of its parts failed.
pub(crate) fn some_failed(count: usize) -> Failure {
    Failure::said(format!("{count} 项失败 failed"))
}
