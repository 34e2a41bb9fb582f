//! Put one word on a list.

use checks::Entry as Listed;
use platform::audit::Entry;
use platform::{DepartmentId, Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused};

use super::{Word, WordId, level, scope, store};

/// Why a word was not added.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum AddWordError {
    #[error("no such word")]
    NotFound,
    #[error("no such department")]
    NoDepartment,
    #[error("the list has this word")]
    Taken,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for AddWordError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("word_live_key") => Self::Taken,
            _ => Self::Storage(error),
        }
    }
}

platform::refusal!(AddWordError { Refused, Invalid, Storage;
    NoDepartment => NotFound, "DEPARTMENT_NOT_FOUND", "部门不存在";
    NotFound => NotFound, "WORD_NOT_FOUND", "词语不存在，或已停用";
    Taken => Conflict, "WORD_TAKEN", "词库中已有这个词（写法不同也算同一个）" });

/// Adds a word to the list of a department, or of the county.
///
/// # Errors
/// When the actor may not keep the list, a field breaks a rule, or the list has the word.
pub async fn add(
    tx: &mut TenantTx,
    actor: &Actor,
    department: Option<DepartmentId>,
    entry: Listed,
) -> Result<Word, AddWordError> {
    actor.require(Action::WordManage, scope(department))?;
    if !known(tx, department).await? {
        return Err(AddWordError::NoDepartment);
    }
    let entry = sound(tx, department, entry)?;
    let id = insert(tx, actor, department, &entry).await?;
    tx.audit(told("word.add", id, department, &entry));
    store::by_ids(tx, &[id]).await?.pop().ok_or(AddWordError::NotFound)
}

/// Whether it is a department of the county.
pub(super) async fn known(tx: &mut TenantTx, department: Option<DepartmentId>) -> Result<bool, Storage> {
    let Some(id) = department else { return Ok(true) };
    Ok(tenancy::region::departments(tx).await?.iter().any(|row| row.id == id))
}

/// Enters one row and raises the list's version.
pub(super) async fn insert(
    tx: &mut TenantTx,
    actor: &Actor,
    department: Option<DepartmentId>,
    entry: &Listed,
) -> Result<WordId, AddWordError> {
    let by = (actor.person().map(|person| person.0), actor.caller().name());
    let ids = store::insert(tx, department, std::slice::from_ref(entry), by).await?;
    store::raise(tx, department).await?;
    ids.first().copied().ok_or(AddWordError::NotFound)
}

pub(super) fn told(act: &'static str, id: WordId, department: Option<DepartmentId>, entry: &Listed) -> Entry {
    let told = Entry::new(act, "word", id.0)
        .with("word", &entry.word)
        .with("usage", entry.usage)
        .with("gate", entry.gate)
        .with("severity", entry.severity)
        .with("reason", &entry.reason);
    match department {
        Some(department) => told.of(department),
        None => told,
    }
}

/// The row as it may stand, by the same rules a file is read by.
pub(super) fn sound(tx: &TenantTx, department: Option<DepartmentId>, mut entry: Listed) -> Result<Listed, Invalid> {
    let mut faults = Invalid::default();
    entry.word = entry.word.trim().to_owned();
    entry.level = level(tx.county(), department);
    entry.suggestion = entry.suggestion.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if let Err(message) = checks::sound(&entry.word) {
        faults.add("input.word", "MALFORMED", message);
    }
    let short = |text: &str, most| text.chars().count() <= most;
    faults.check(short(&entry.category, 20), "input.category", "TOO_LONG", "类别不超过 20 字");
    faults.check(short(&entry.reason, 200), "input.reason", "TOO_LONG", "理由不超过 200 字");
    faults.check(
        entry.suggestion.as_deref().is_none_or(|text| short(text, 60)),
        "input.suggestion",
        "TOO_LONG",
        "建议不超过 60 字",
    );
    let ordered = entry.from.is_none_or(|from| entry.until.is_none_or(|until| from <= until));
    faults.check(ordered, "input.endsOn", "BEFORE_START", "截止日不能早于生效日");
    faults.into_result()?;
    Ok(entry)
}
