//! `cargo xtask check`: what a reviewer should not have to look for.

mod deny;
mod edges;
mod licence;
mod scan;
mod sizes;

use std::process::Command;

use cargo_metadata::{Metadata, MetadataCommand};

use crate::process;
use crate::progress::step;
use crate::project::Project;
use crate::test::some_failed;
use crate::{Failure, Result};

/// Runs every check, shows each, and fails when one does.
pub(crate) fn run(project: &Project) -> Result {
    let failed = all(project)?.iter().filter(|(_, failed)| *failed).count();
    if failed == 0 { Ok(()) } else { Err(some_failed(failed)) }
}

/// Runs every check and tells of each whether it failed.
pub(crate) fn all(project: &Project) -> Result<Vec<(String, bool)>> {
    let metadata = MetadataCommand::new().current_dir(&project.root).exec()?;
    let checks: [(&str, &dyn Fn() -> Result); 6] = [
        ("格式 cargo fmt", &|| cargo(project, &["fmt", "--all", "--check"])),
        ("依赖方向 crate edges", &|| edges::check(&metadata)),
        ("文件与函数规模 sizes", &|| sizes::check(&project.root)),
        ("依赖许可与来源 bans, licences, sources", &|| deny::check(&metadata, &project.path("deny.toml"))),
        ("静态检查 cargo clippy", &|| clippy(project)),
        ("契约漂移 drift of the printed schemas", &|| drift(project)),
    ];
    checks
        .into_iter()
        .map(|(words, check)| match step(words, check) {
            Err(Failure::Interrupted) => Err(Failure::Interrupted),
            Err(Failure::Said(reason)) => {
                eprintln!("{reason}");
                Ok((words.to_owned(), true))
            }
            Ok(()) => Ok((words.to_owned(), false)),
        })
        .collect()
}

fn cargo(project: &Project, arguments: &[&str]) -> Result {
    process::run(Command::new("cargo").current_dir(&project.root).args(arguments))
}

fn clippy(project: &Project) -> Result {
    cargo(project, &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])
}

/// The GraphQL contracts are printed from the code; a change of the code shows in the files it belongs to.
fn drift(project: &Project) -> Result {
    // The whole workspace: one crate alone would have other features, and every dependency built a second time.
    cargo(project, &["build", "--quiet", "--workspace", "--bins"])?;
    let mut drifted = Vec::new();
    for surface in ["console", "public", "oversight"] {
        let printed = process::output(Command::new(project.built("juzhen")).args(["schema", "print", surface]))?;
        let kept =
            std::fs::read_to_string(project.path("schema").join(format!("{surface}.graphql"))).unwrap_or_default();
        if printed.trim() != kept.trim() {
            drifted.push(format!(
                "schema/{surface}.graphql: run `juzhen schema print {surface} > schema/{surface}.graphql`"
            ));
        }
    }
    if drifted.is_empty() { Ok(()) } else { Err(Failure::said(drifted.join("\n"))) }
}

/// The crates of this workspace.
fn members(metadata: &Metadata) -> impl Iterator<Item = &cargo_metadata::Package> {
    metadata.packages.iter().filter(|package| metadata.workspace_members.contains(&package.id))
}

/// Turns a list of complaints into a result.
fn verdict(complaints: &[String]) -> Result {
    if complaints.is_empty() { Ok(()) } else { Err(Failure::said(complaints.join("\n"))) }
}
