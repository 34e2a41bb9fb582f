//! Keep a search.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use serde_json::Value;
use tenancy::{Action, Actor, Refused, Scope};

use super::{List, MOST_SAVED, SavedSearch, SavedSearchId, store};

/// The most bytes of a filter.
const MOST_FILTER: usize = 2_000;

/// Why a search was not saved.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum SaveError {
    #[error("the person has a search of this name")]
    NameTaken,
    #[error("the person keeps as many as may be kept")]
    Full,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(SaveError { Refused, Invalid, Storage;
    NameTaken => Conflict, "NAME_TAKEN", "已有同名的检索";
    Full => Conflict, "TOO_MANY_SAVED", "最多存五十条检索，请先删去不用的" });

/// Keeps a search of a list under a name.
///
/// # Errors
/// When the actor is no person who reads pieces, the name is empty, too long or taken, or they keep too many.
pub async fn save(
    tx: &mut TenantTx,
    actor: &Actor,
    list: List,
    name: &str,
    filter: Value,
) -> Result<SavedSearch, SaveError> {
    actor.require(Action::ArticleRead, Scope::Any)?;
    let person = actor.person().ok_or(Refused(Action::ArticleRead))?;
    let name = name.trim().to_owned();
    let mut faults = Invalid::default();
    faults.check(!name.is_empty(), "name", "REQUIRED", "名称不能为空");
    faults.check(name.chars().count() <= 40, "name", "TOO_LONG", "名称不超过 40 字");
    let sound = filter.as_object().is_some_and(|filter| filter.values().all(Value::is_string));
    faults.check(sound && filter.to_string().len() <= MOST_FILTER, "filter", "MALFORMED", "检索条件格式有误");
    faults.into_result()?;
    if MOST_SAVED <= store::count(tx, person).await? {
        return Err(SaveError::Full);
    }
    let saved = SavedSearch { id: SavedSearchId(tx.new_id()), name, filter, created_at: tx.now() };
    store::insert(tx, person, list, &saved).await.map_err(|error| match error.constraint() {
        Some("saved_search_name_key") => SaveError::NameTaken,
        _ => error.into(),
    })?;
    tx.audit(Entry::new("search.save", "saved_search", saved.id.0).with("name", &saved.name));
    Ok(saved)
}
