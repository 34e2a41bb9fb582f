//! The project's own automation: `cargo xtask up | test | check | bench`. What CI runs is what a developer runs.

mod bench;
mod check;
mod prepare;
mod prerequisites;
mod process;
mod progress;
mod project;
mod server;
mod services;
mod stamp;
mod test;
mod up;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// 矩阵的自动化任务 Tasks of the juzhen project.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// 安装、构建并启动演示矩阵 Install what is missing, build, and start the demo matrix; Ctrl-C stops all of it.
    Up {
        /// 清空旧数据重新开始 Throw the data of earlier starts away first.
        #[arg(long)]
        fresh: bool,
    },
    /// 运行全部测试（与 CI 相同） Run every test there is, as CI does.
    Test {
        /// 只运行名称含此文字的 Rust 测试 Run only the Rust tests whose name contains this.
        filter: Option<String>,
    },
    /// 性能对比 Measure the release build against what it could at best be.
    Bench(bench::Options),
    /// 更新 .sqlx 查询缓存 Check every query against the migrated schema and keep the answers in .sqlx.
    Prepare,
    /// 格式、静态检查、依赖与规模 Format, lints, dependencies, sizes and drift.
    Check,
}

fn main() -> ExitCode {
    let result = project::Project::find().and_then(|project| {
        process::catch_interrupts()?;
        match Arguments::parse().task {
            Task::Up { fresh } => up::run(&project, fresh),
            Task::Test { filter } => test::run(&project, filter.as_deref()),
            Task::Bench(options) => bench::run(&project, options),
            Task::Prepare => prepare::prepare(&project),
            Task::Check => check::run(&project),
        }
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Interrupted) => ExitCode::from(130),
        Err(Failure::Said(words)) => {
            eprintln!("\n✗ {words}");
            ExitCode::FAILURE
        }
    }
}

/// Why a task ends early.
#[derive(Debug)]
enum Failure {
    /// The person pressed Ctrl-C.
    Interrupted,
    /// Something failed, in words for the person.
    Said(String),
}

impl Failure {
    fn said(words: impl Into<String>) -> Self {
        Self::Said(words.into())
    }
}

/// A failure with its causes, one after the other.
impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut words = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            words = format!("{words}: {cause}");
            source = cause.source();
        }
        Self::Said(words)
    }
}

type Result<T = ()> = std::result::Result<T, Failure>;
