//! Import a list from a file: what it would change is shown first, and applied only to the list that was shown.

use std::collections::HashMap;

use checks::{Entry as Listed, Parsed, Preview};
use platform::audit::Entry;
use platform::{DepartmentId, Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused};

use super::add::known;
use super::{Word, WordId, level, scope, store};

/// A file read and held against the list it is for.
#[derive(Clone, Debug)]
pub struct Import {
    /// The version of the list it was held against.
    pub version: i64,
    /// The lines that could not be read.
    pub faults: Vec<checks::Fault>,
    /// What would change.
    pub preview: Preview,
    /// What the list has now.
    standing: Vec<Word>,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum ImportError {
    /// The list is no longer the one that was shown.
    #[error("the list has changed")]
    Stale,
    #[error("no such department")]
    NoDepartment,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ImportError { Refused, Invalid, Storage;
    NoDepartment => NotFound, "DEPARTMENT_NOT_FOUND", "部门不存在";
    Stale => Conflict, "STALE_LIST", "词库已被他人修改，请重新预览" });

/// Reads a CSV or XLSX file.
///
/// # Errors
/// When the file is no table.
pub fn read(file: &[u8]) -> Result<Parsed, Invalid> {
    let table = tables::read(file).map_err(|error| {
        let mut faults = Invalid::default();
        faults.add("file", "UNREADABLE", error.message());
        faults
    })?;
    let width = table.header().len();
    let cells = |row: &tables::Row| (0..width).map(|at| row.cell(Some(at)).to_owned()).collect();
    Ok(checks::parse_rows(table.header(), table.rows.iter().map(|row| (row.line, cells(row)))))
}

/// Every word that stands on the list of a department, or of the county, for its keeper to take away.
///
/// # Errors
/// When the actor may not keep the list.
pub async fn export(
    tx: &mut TenantTx,
    actor: &Actor,
    department: Option<DepartmentId>,
) -> Result<Vec<Word>, ImportError> {
    actor.require(Action::WordManage, scope(department))?;
    if !known(tx, department).await? {
        return Err(ImportError::NoDepartment);
    }
    Ok(store::all(tx, department).await?)
}

/// Holds a file against the list of a department, or of the county; nothing is changed.
///
/// # Errors
/// When the actor may not keep the list.
pub async fn preview(
    tx: &mut TenantTx,
    actor: &Actor,
    department: Option<DepartmentId>,
    mut parsed: Parsed,
) -> Result<Import, ImportError> {
    let standing = export(tx, actor, department).await?;
    let level = level(tx.county(), department);
    parsed.entries.iter_mut().for_each(|entry| entry.level = level);
    let lists = store::lists(tx).await?;
    let county = tx.county().0;
    let own = lists.iter().find(|list| list.county == county && list.department == department.map(|id| id.0));
    let version = own.map_or(0, |list| list.version);
    let existing: Vec<Listed> = standing.iter().map(|word| word.entry.clone()).collect();
    let preview = checks::preview(&existing, &parsed.entries);
    Ok(Import { version, faults: parsed.faults, preview, standing })
}

/// Applies a file to the list that was shown, at its version. `replace` also takes off what the file does not name. The sound
/// lines are taken even where others are not; the preview told which.
///
/// # Errors
/// When the actor may not keep the list, or it has changed since.
pub async fn apply(
    tx: &mut TenantTx,
    actor: &Actor,
    department: Option<DepartmentId>,
    (file, parsed): (&str, Parsed),
    version: i64,
    replace: bool,
) -> Result<Import, ImportError> {
    actor.require(Action::WordManage, scope(department))?;
    store::lock(tx, department).await?;
    let import = preview(tx, actor, department, parsed).await?;
    if import.version != version {
        return Err(ImportError::Stale);
    }
    let ends = ended(&import, replace);
    let added: Vec<Listed> = (import.preview.added.iter().cloned())
        .chain(import.preview.changed.iter().map(|change| change.after.clone()))
        .collect();
    if ends.is_empty() && added.is_empty() {
        return Ok(import);
    }
    let by = (actor.person().map(|person| person.0), actor.caller().name());
    store::end(tx, &ends, by).await?;
    store::insert(tx, department, &added, by).await.map_err(|error| match error.constraint() {
        Some("word_live_key") => ImportError::Stale,
        _ => ImportError::Storage(error),
    })?;
    store::raise(tx, department).await?;
    let told = Entry::new("word.import", "word_list", department.map(|id| id.0))
        .with("file", file)
        .with("added", import.preview.added.len())
        .with("changed", import.preview.changed.len())
        .with("ended", if replace { import.preview.missing.len() } else { 0 })
        .with("faults", import.faults.len());
    tx.audit(match department {
        Some(department) => told.of(department),
        None => told,
    });
    Ok(import)
}

/// The rows that end: those that change, and with `replace` those the file does not name.
fn ended(import: &Import, replace: bool) -> Vec<WordId> {
    let known: HashMap<(&str, checks::Usage), WordId> =
        import.standing.iter().map(|word| ((word.entry.word.as_str(), word.entry.usage), word.id)).collect();
    let missing = import.preview.missing.iter().filter(|_| replace);
    let going = import.preview.changed.iter().map(|change| &change.before).chain(missing);
    going.filter_map(|entry| known.get(&(entry.word.as_str(), entry.usage)).copied()).collect()
}
