//! The set of rules as it is being rewritten: one draft a county, saved with its faults, published only without any.

use platform::audit::Entry;
use platform::{Invalid, PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::check::add;
use super::{Names, RuleDefinition, RuleFault, RuleId, Version, faults, idle, store};

/// The draft, with what is wrong with it.
#[derive(Clone, Debug)]
pub struct RuleDraft {
    /// The whole set.
    pub rules: Vec<RuleDefinition>,
    /// Counts every save; a save names the one it began from.
    pub version: i32,
    /// Who saved last.
    pub edited_by: PersonId,
    /// When.
    pub edited_at: OffsetDateTime,
    /// Every fault, at its place.
    pub faults: Vec<RuleFault>,
    /// Rules that no piece reaches.
    pub idle: Vec<usize>,
    /// The rules in force are no longer those it was begun from.
    pub outdated: bool,
}

/// The draft as stored.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) rules: Vec<RuleDefinition>,
    pub(super) base: Vec<RuleId>,
    pub(super) version: i32,
    pub(super) edited_by: PersonId,
    pub(super) edited_at: OffsetDateTime,
}

/// Why the draft stays as it is.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum DraftError {
    #[error("there is no draft")]
    NotFound,
    #[error("the draft is at version {current}")]
    Stale { current: i32 },
    #[error("other rules came into force meanwhile")]
    Outdated,
    #[error("the draft says what the rules say")]
    Unchanged,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Faults(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(DraftError { Refused, Faults, Storage;
    NotFound => NotFound, "RULE_DRAFT_NOT_FOUND", "没有正在编辑的规则草案";
    Stale => Conflict, "STALE_VERSION", "草案已被他人修改，请重新打开后再改";
    Outdated => Conflict, "RULES_MOVED_ON", "现行规则已有变动，请放弃这份草案后重新开始";
    Unchanged => Conflict, "NOTHING_CHANGED", "草案与现行规则相同，不必发布" });

/// The draft, if one is being written.
///
/// # Errors
/// When the actor does not manage the rules.
pub async fn draft(tx: &mut TenantTx, actor: &Actor) -> Result<Option<RuleDraft>, DraftError> {
    actor.require(Action::RuleManage, Scope::County)?;
    match store::find_draft(tx).await? {
        Some(stored) => Ok(Some(judged(tx, stored).await?)),
        None => Ok(None),
    }
}

/// Begins a draft from the rules in force, or opens the one that is there.
///
/// # Errors
/// When the actor does not manage the rules.
pub async fn begin(tx: &mut TenantTx, actor: &Actor) -> Result<RuleDraft, DraftError> {
    actor.require(Action::RuleManage, Scope::County)?;
    let editor = actor.person().ok_or(Refused(Action::RuleManage))?;
    let held = store::in_force(tx).await?;
    let fresh = Stored {
        base: held.iter().map(|rule| rule.id).collect(),
        rules: held.into_iter().map(|rule| rule.definition).collect(),
        version: 1,
        edited_by: editor,
        edited_at: tx.now(),
    };
    if store::insert_draft(tx, &fresh).await? {
        tx.audit(Entry::new("rule.draft_begin", "review_rule", None));
    }
    let stored = store::find_draft(tx).await?.ok_or(DraftError::NotFound)?;
    judged(tx, stored).await
}

/// Saves the draft, faults and all; they come back with it. `version` is the one the editor began from.
///
/// # Errors
/// When someone saved since, or there is no draft.
pub async fn save(
    tx: &mut TenantTx,
    actor: &Actor,
    version: i32,
    rules: Vec<RuleDefinition>,
) -> Result<RuleDraft, DraftError> {
    let mut stored = locked(tx, actor, version).await?;
    stored.rules = rules;
    stored.version += 1;
    stored.edited_by = actor.person().ok_or(Refused(Action::RuleManage))?;
    stored.edited_at = tx.now();
    store::save_draft(tx, &stored).await?;
    tx.audit(Entry::new("rule.draft_save", "review_rule", None).with("version", stored.version));
    judged(tx, stored).await
}

/// Throws the draft away.
///
/// # Errors
/// When someone saved since, or there is no draft.
pub async fn discard(tx: &mut TenantTx, actor: &Actor, version: i32) -> Result<(), DraftError> {
    locked(tx, actor, version).await?;
    store::delete_draft(tx).await?;
    tx.audit(Entry::new("rule.draft_discard", "review_rule", None));
    Ok(())
}

/// Puts the draft in force: what changed becomes a new version, what is gone ends, the rest stays. Cases that are open keep theirs.
///
/// # Errors
/// With every fault at once, when someone saved since, or when the rules in force moved on.
pub async fn publish(tx: &mut TenantTx, actor: &Actor, version: i32, note: &str) -> Result<Vec<Version>, DraftError> {
    let stored = locked(tx, actor, version).await?;
    let editor = actor.person().ok_or(Refused(Action::RuleManage))?;
    let held = store::in_force(tx).await?;
    if !same(&stored.base, held.iter().map(|rule| rule.id)) {
        return Err(DraftError::Outdated);
    }
    let mut invalid = Invalid::default();
    add(faults(&stored.rules, &names(tx).await?), &mut invalid);
    let note: String = note.trim().chars().take(200).collect();
    invalid.into_result()?;
    let kept = |rule: &RuleDefinition| held.iter().any(|old| old.definition == *rule);
    let gone: Vec<_> = held.iter().filter(|old| !stored.rules.contains(&old.definition)).collect();
    if gone.is_empty() && stored.rules.iter().all(kept) {
        return Err(DraftError::Unchanged);
    }
    for old in &gone {
        store::end(tx, old.id).await?;
        if !stored.rules.iter().any(|rule| rule.name == old.definition.name) {
            let entry = Entry::new("rule.end", "review_rule", old.id.0);
            tx.audit(entry.with("name", &old.definition.name).with("version", old.version));
        }
    }
    for rule in stored.rules.iter().filter(|rule| !kept(rule)) {
        let version = store::insert(tx, rule, Some(editor), &note).await?;
        let entry = Entry::new("rule.publish", "review_rule", None).with("name", &rule.name);
        tx.audit(entry.with("version", version).with("note", &note));
    }
    store::delete_draft(tx).await?;
    Ok(store::versions(tx, None, true).await?)
}

async fn locked(tx: &mut TenantTx, actor: &Actor, version: i32) -> Result<Stored, DraftError> {
    actor.require(Action::RuleManage, Scope::County)?;
    let stored = store::lock_draft(tx).await?.ok_or(DraftError::NotFound)?;
    if stored.version == version { Ok(stored) } else { Err(DraftError::Stale { current: stored.version }) }
}

async fn judged(tx: &mut TenantTx, stored: Stored) -> Result<RuleDraft, DraftError> {
    let held = store::in_force(tx).await?;
    let names = names(tx).await?;
    Ok(RuleDraft {
        faults: faults(&stored.rules, &names),
        idle: idle(&stored.rules),
        outdated: !same(&stored.base, held.iter().map(|rule| rule.id)),
        rules: stored.rules,
        version: stored.version,
        edited_by: stored.edited_by,
        edited_at: stored.edited_at,
    })
}

fn same(base: &[RuleId], held: impl Iterator<Item = RuleId>) -> bool {
    let sorted = |mut ids: Vec<RuleId>| {
        ids.sort_unstable();
        ids
    };
    sorted(base.to_vec()) == sorted(held.collect())
}

/// The county's names for what rules know by slug.
pub(super) async fn names(tx: &mut TenantTx) -> Result<Names, Storage> {
    let departments = tenancy::region::departments(tx).await?;
    let columns = content::column::list(tx).await?;
    Ok(Names {
        departments: departments.into_iter().map(|row| (row.slug, (row.name, row.name_en))).collect(),
        columns: columns.into_iter().map(|row| (row.slug, (row.name, row.name_en))).collect(),
    })
}
