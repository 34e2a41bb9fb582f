//! The Rust side of `up`: built when a source changed. Cargo would find that out as well, and takes a second to.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;
use crate::process::run;
use crate::progress::{nothing_to_do, step};
use crate::project::Project;
use crate::stamp::Stamp;

/// Folders that hold no source of the server.
const APART: [&str; 5] = ["web", "node_modules", "target", "tests", "peers"];

/// Builds the server in the dev profile.
pub(crate) fn build(project: &Project) -> Result {
    let words = "构建服务 build the server";
    // The binary of one target folder says nothing about another's.
    let name = format!("server-{}", project.target().display().to_string().replace('/', "-"));
    let stamp = Stamp::of(&project.data(), &name, &inputs(project)?)?;
    if project.built("juzhen").is_file() && stamp.is_current() {
        nothing_to_do(words);
        return Ok(());
    }
    step(words, || {
        // The whole workspace, as the tests build it: one crate alone would have other features, and every dependency
        // built a second time.
        run(Command::new("cargo").current_dir(&project.root).args(["build", "--workspace", "--bins"]))?;
        stamp.keep()
    })
}

fn inputs(project: &Project) -> Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = ["Cargo.toml", "Cargo.lock", ".cargo", ".sqlx", "schema", "rust-toolchain.toml"]
        .map(|name| project.path(name))
        .into();
    for folder in ["services", "infra"] {
        for package in entries(&project.path(folder))? {
            found.extend(entries(&package)?);
        }
    }
    Ok(found)
}

/// What stands in a folder, but for what is apart; nothing for a file.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let is_apart = |path: &Path| path.file_name().is_some_and(|name| APART.iter().any(|apart| name == *apart));
    let entries = std::fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = entries.filter(|path| !is_apart(path)).collect();
    found.sort();
    Ok(found)
}
