//! Give a new county the default rules.

use platform::audit::Entry;
use platform::{Storage, TenantTx};

use super::{DEFAULT, RulesError, parse, store};

/// Why the default rules were not installed.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    /// The file in the binary has faults; a test holds that it has none.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(InstallError { Rules, Storage });

/// Installs the default rules where the county has none in force. True when it did.
///
/// # Errors
/// When the database fails.
pub async fn install_default_rules(tx: &mut TenantTx) -> Result<bool, InstallError> {
    if !store::in_force(tx).await?.is_empty() {
        return Ok(false);
    }
    for rule in parse(DEFAULT)? {
        let version = store::insert(tx, &rule, None, "").await?;
        tx.audit(Entry::new("rule.install", "review_rule", None).with("name", &rule.name).with("version", version));
    }
    Ok(true)
}
