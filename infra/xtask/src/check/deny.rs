//! Bans, licences and sources of every crate in the lock file, by the rules in `deny.toml` that cargo-deny reads too.

use std::path::Path;

use cargo_metadata::{Metadata, Package};
use serde::Deserialize;

use super::{licence, verdict};
use crate::Result;

#[derive(Deserialize)]
struct Rules {
    bans: Bans,
    licenses: Licences,
    sources: Sources,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
}

/// Complains about every crate the rules do not admit.
pub(crate) fn check(metadata: &Metadata, rules: &Path) -> Result {
    let rules: Rules = toml::from_str(&std::fs::read_to_string(rules)?)?;
    let complaints: Vec<String> =
        metadata.packages.iter().flat_map(|package| complaints(package, metadata, &rules)).collect();
    verdict(&complaints)
}

fn complaints(package: &Package, metadata: &Metadata, rules: &Rules) -> Vec<String> {
    let name = package.name.as_str();
    let mut found = Vec::new();
    if let Some(ban) = rules.bans.deny.iter().find(|ban| ban.name == name) {
        found.push(format!("{name} {} is banned: {}", package.version, ban.reason));
    }
    if metadata.workspace_members.contains(&package.id) {
        return found;
    }
    let exceptions = rules.licenses.exceptions.iter().filter(|exception| exception.name == name);
    let allowed: Vec<&str> = rules
        .licenses
        .allow
        .iter()
        .chain(exceptions.flat_map(|exception| &exception.allow))
        .map(String::as_str)
        .collect();
    match package.license.as_deref() {
        None => found.push(format!("{name} {} names no licence", package.version)),
        Some(expression) if !licence::satisfied(expression, &allowed) => {
            found.push(format!("{name} {} is under {expression}, which is not allowed", package.version));
        }
        Some(_) => {}
    }
    let source = package.source.as_ref().map_or("a folder outside the workspace", |source| source.repr.as_str());
    if !rules.sources.allow_registry.iter().any(|registry| source == format!("registry+{registry}")) {
        found.push(format!("{name} {} comes from {source}, which is not allowed", package.version));
    }
    found
}
