//! Put a new set of rules in force: every rule of it is a new version, and the old ones end. Cases that are open keep theirs.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{RulesError, parse, store};

/// Why the rules stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// The actor does not manage the rules.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The new ones have faults.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ReplaceError { Refused, Rules, Storage });

/// Replaces the county's rules by those of a TOML text.
///
/// # Errors
/// When the actor may not, or with every fault of the text at once.
pub async fn replace_rules(tx: &mut TenantTx, actor: &Actor, text: &str) -> Result<(), ReplaceError> {
    actor.require(Action::RuleManage, Scope::County)?;
    let rules = parse(text)?;
    store::end_all(tx).await?;
    for rule in rules {
        let version = store::insert(tx, &rule, actor.person(), "").await?;
        tx.audit(Entry::new("rule.replace", "review_rule", None).with("name", &rule.name).with("version", version));
    }
    Ok(())
}
