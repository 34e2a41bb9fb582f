//! Import a list of drafts, or look at what importing it would do.

use std::collections::HashMap;

use platform::audit::Entry;
use platform::{Clock, DepartmentId, FieldError, Invalid, Refusal as _, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::item::{self, Item, Names};
use super::{Batch, Line, Outcome, list, store};
use crate::article::{self, CreateError};
use crate::{column, source};

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum BatchError {
    /// One of the items is being imported by somebody else.
    #[error("an item is being imported")]
    Busy,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Create(#[from] CreateError),
    #[error(transparent)]
    Storage(Storage),
}

platform::refusal!(BatchError { Refused, Invalid, Create, Storage;
    Busy => Conflict, "IMPORT_BUSY", "同一批稿件正在导入，请稍后再试" });

impl From<Storage> for BatchError {
    fn from(error: Storage) -> Self {
        if error.constraint() == Some("imported_item_pkey") { Self::Busy } else { Self::Storage(error) }
    }
}

/// What importing a list into the actor's department would do; nothing is changed.
///
/// # Errors
/// When the file is no list, or the actor may not draft.
pub async fn preview(tx: &mut TenantTx, actor: &Actor, file: &[u8]) -> Result<Batch, BatchError> {
    go(tx, actor, file, Turn::Look).await
}

/// Imports a list into the actor's department: a draft for every sound item that was not imported before. The others are told,
/// each by its line, and stop nothing.
///
/// # Errors
/// When the file is no list, or the actor may not draft.
pub async fn import(tx: &mut TenantTx, actor: &Actor, name: &str, file: &[u8]) -> Result<Batch, BatchError> {
    let batch = go(tx, actor, file, Turn::Import).await?;
    let count = |wanted: fn(&Outcome) -> bool| batch.lines.iter().filter(|line| wanted(&line.outcome)).count();
    let entry = Entry::new("article.import_batch", "article", None)
        .with("file", name)
        .with("created", count(|outcome| matches!(outcome, Outcome::Created(_))))
        .with("known", count(|outcome| matches!(outcome, Outcome::Known(_))))
        .with("refused", count(|outcome| matches!(outcome, Outcome::Refused(_))));
    tx.audit(match actor.department() {
        Some(department) => entry.of(department),
        None => entry,
    });
    Ok(batch)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Look,
    Import,
}

async fn go(tx: &mut TenantTx, actor: &Actor, file: &[u8], turn: Turn) -> Result<Batch, BatchError> {
    let department = actor.department().ok_or(Refused(Action::ArticleDraft))?;
    actor.require(Action::ArticleDraft, Scope::Department(department))?;
    let list = list::read(file)?;
    let today = Clock::day_of(tx.now());
    let names = Names { columns: column::list(tx).await?, sources: source::list(tx, Some(today)).await? };
    let items: Vec<(u64, Item)> = list.items.iter().map(|raw| (raw.line, item::read(raw, &names))).collect();
    let keys: Vec<String> = items.iter().map(|(_, item)| item.key.clone()).filter(|key| !key.is_empty()).collect();
    let known = store::known(tx, department, &keys).await?;
    let (mut lines, mut seen) = (Vec::new(), HashMap::new());
    for (line, mut item) in items {
        if let Some(first) = seen.insert(item.key.clone(), line).filter(|_| !item.key.is_empty()) {
            item.faults.add("key", "DUPLICATE_KEY", format!("与第 {first} 行是同一篇"));
        }
        let (key, title) = (item.key.clone(), item.draft.title.clone());
        let outcome = match known.get(&key) {
            Some(article) if item.faults.fields().is_empty() => Outcome::Known(*article),
            _ => settle(tx, actor, department, item, turn).await?,
        };
        lines.push(Line { line, key, title, outcome });
    }
    Ok(Batch { lines, ignored: list.ignored })
}

/// Looks at one item with the eyes of the editor, and takes it if it is to be taken.
async fn settle(
    tx: &mut TenantTx,
    actor: &Actor,
    department: DepartmentId,
    item: Item,
    turn: Turn,
) -> Result<Outcome, BatchError> {
    let (draft, mut faults) = (item.draft.clone(), item.faults.fields().to_vec());
    match article::sound(tx, item.draft).await {
        Ok(_) if faults.is_empty() => {}
        Ok(_) => return Ok(Outcome::Refused(faults)),
        Err(CreateError::Invalid(found)) => {
            faults.extend(found.fields().iter().map(named));
            return Ok(Outcome::Refused(faults));
        }
        Err(error) => return Err(error.into()),
    }
    if turn == Turn::Look {
        return Ok(Outcome::Sound);
    }
    let article = article::create(tx, actor, draft).await?;
    store::insert(tx, department, &item.key, &article).await?;
    Ok(Outcome::Created(article.id))
}

/// A fault under the name that the list has for its field.
fn named(fault: &FieldError) -> FieldError {
    let field = match fault.field.as_str() {
        "columnId" => "column",
        "sourceId" => "source",
        field => field,
    };
    FieldError { field: field.to_owned(), ..fault.clone() }
}
