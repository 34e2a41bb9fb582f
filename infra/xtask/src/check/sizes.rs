//! Files and functions stay small enough to be read in one go.

use std::path::{Path, PathBuf};

use super::scan::{self, Function};
use super::verdict;
use crate::Result;

/// What most must stay under, and what all must.
struct Limit {
    what: &'static str,
    p95: usize,
    most: usize,
}

const FILES: Limit = Limit { what: "file", p95: 400, most: 600 };
const FUNCTIONS: Limit = Limit { what: "function", p95: 50, most: 80 };
const TESTS: Limit = Limit { what: "test", p95: 60, most: 120 };

/// Measures every Rust and TypeScript file of the project.
pub(crate) fn check(root: &Path) -> Result {
    let (mut files, mut functions, mut tests) = (Vec::new(), Vec::new(), Vec::new());
    for folder in ["services", "infra", "tests"] {
        for path in sources(&root.join(folder)) {
            let text = std::fs::read_to_string(&path)?;
            let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            let measured = scan::measure(&text, path.extension().is_some_and(|extension| extension == "rs"));
            let is_test = is_test(&path);
            if !is_test {
                files.push((measured.lines, name.clone()));
            }
            for Function { name: function, line, lines, test } in measured.functions {
                let list = if test || is_test { &mut tests } else { &mut functions };
                list.push((lines, format!("{name}:{line} {function}")));
            }
        }
    }
    let mut complaints = Vec::new();
    for (limit, found) in [(FILES, files), (FUNCTIONS, functions), (TESTS, tests)] {
        complaints.extend(judge(&limit, found));
    }
    verdict(&complaints)
}

fn judge(limit: &Limit, mut found: Vec<(usize, String)>) -> Vec<String> {
    found.sort_by(|a, b| b.cmp(a));
    let at = |share: usize| found.get(found.len() * (100 - share) / 100).map_or(0, |(lines, _)| *lines);
    println!("  {}: {} of them, p50 {}, p95 {}, most {}", limit.what, found.len(), at(50), at(95), at(100));
    let mut complaints: Vec<String> = found
        .iter()
        .take_while(|(lines, _)| limit.most < *lines)
        .map(|(lines, name)| format!("{name}: {lines} lines, over {}", limit.most))
        .collect();
    if limit.p95 < at(95) {
        complaints.push(format!("p95 of a {} is {} lines, over {}", limit.what, at(95), limit.p95));
    }
    complaints
}

fn is_test(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name == "tests.rs" || name.contains(".test.") || path.components().any(|part| part.as_os_str() == "tests")
}

/// The Rust and TypeScript files below a folder, without what tools made.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["node_modules", "dist", "gql", "target", ".venv"].contains(&name.as_str()) {
                found.extend(sources(&path));
            }
        } else if [".rs", ".ts", ".tsx"].iter().any(|end| name.ends_with(end)) {
            found.push(path);
        }
    }
    found
}
