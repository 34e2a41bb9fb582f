//! Dependencies of the workspace's crates run one way, and some outside crates have one home.

use cargo_metadata::{DependencyKind, Metadata};

use super::{members, verdict};
use crate::Result;

/// From the top down: a crate may use those after it, and nothing before it.
const ORDER: [&str; 14] = [
    "juzhen",
    "gateway",
    "oversight",
    "duty",
    "civic",
    "interaction",
    "publishing",
    "review",
    "content",
    "tenancy",
    "platform",
    "checks",
    "forms",
    "tables",
];

/// What stands beside the order: tools and tests, which may use anything, and what they share with the binary.
const BESIDE: [&str; 2] = ["xtask", "tests"];
const SHARED: [&str; 3] = ["embedded-postgres", "embedded-s3", "test-database"];

/// Outside crates with the only crates of ours that may name them.
const HOMES: [(&str, &[&str]); 10] = [
    ("axum", &["juzhen", "gateway", "embedded-s3"]),
    ("async-graphql", &["gateway"]),
    ("casbin", &["tenancy"]),
    ("argon2", &["tenancy"]),
    ("aws-sdk-s3", &["content"]),
    ("image", &["content"]),
    ("s3s", &["embedded-s3"]),
    ("typst", &["forms"]),
    ("calamine", &["tables"]),
    ("rust_xlsxwriter", &["tables"]),
];

/// Complains about every edge that is not allowed.
pub(crate) fn check(metadata: &Metadata) -> Result {
    let mut complaints = Vec::new();
    for package in members(metadata) {
        let from = package.name.as_str();
        for dependency in package.dependencies.iter().filter(|found| found.kind == DependencyKind::Normal) {
            if let Some(complaint) = complaint(from, &dependency.name, dependency.path.is_some()) {
                complaints.push(complaint);
            }
        }
    }
    verdict(&complaints)
}

fn complaint(from: &str, to: &str, ours: bool) -> Option<String> {
    if BESIDE.contains(&from) {
        return None;
    }
    if !ours {
        let (_, homes) = HOMES.iter().find(|(name, _)| *name == to)?;
        return (!homes.contains(&from)).then(|| format!("{from} → {to}: only {} may", homes.join(" and ")));
    }
    if SHARED.contains(&to) || SHARED.contains(&from) {
        return None;
    }
    let rank = |name| ORDER.iter().position(|crate_| *crate_ == name);
    match (rank(from), rank(to)) {
        (Some(above), Some(below)) if above < below => None,
        _ => Some(format!("{from} → {to}: against the order {}", ORDER.join(" → "))),
    }
}

#[cfg(test)]
mod tests {
    use super::complaint;

    #[test]
    fn dependencies_run_one_way() {
        assert_eq!(complaint("gateway", "review", true), None);
        assert!(complaint("review", "gateway", true).is_some());
        assert!(complaint("review", "review", true).is_some());
        assert_eq!(complaint("content", "checks", true), None);
        assert!(complaint("checks", "platform", true).is_some());
        assert!(complaint("content", "axum", false).is_some());
        assert_eq!(complaint("gateway", "axum", false), None);
        assert_eq!(complaint("content", "serde", false), None);
    }
}
