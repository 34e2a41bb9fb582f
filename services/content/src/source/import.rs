//! Import the list from a file: what it would change is shown first, and applied only to the list that was shown.

use std::collections::HashMap;

use platform::audit::Entry;
use platform::{Clock, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::Date;

use super::read::{Fault, Field, Listed, Parsed};
use super::{Source, SourceId, SourceList, store};
use crate::Digest;

/// A source that would read differently.
#[derive(Clone, Debug)]
pub struct Change {
    /// As it would be.
    pub after: Source,
    /// What differs.
    pub fields: Vec<Field>,
}

/// A file held against the list.
#[derive(Clone, Debug)]
pub struct Import {
    /// Of the list it was held against: changes with anything in it.
    pub version: String,
    /// New sources.
    pub added: Vec<Source>,
    /// Sources that would read differently, and stay in force as long as they did.
    pub changed: Vec<Change>,
    /// Sources that the file gives a last day, or an earlier one.
    pub ended: Vec<Change>,
    /// In force, and not in the file; an import that replaces the list ends them today.
    pub missing: Vec<Source>,
    /// How many stay as they are.
    pub same: usize,
    /// The lines that could not be read.
    pub faults: Vec<Fault>,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum ImportError {
    /// The list is no longer the one that was shown.
    #[error("the list has changed")]
    Stale,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ImportError { Refused, Storage; Stale => Conflict, "STALE_LIST", "白名单已被他人修改，请重新预览" });

/// The whole list, for its keeper to take away.
///
/// # Errors
/// When the actor may not manage sources.
pub async fn export(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<Source>, ImportError> {
    actor.require(Action::SourceManage, Scope::County)?;
    Ok(store::list(tx, None).await?)
}

/// Holds a file against the list; nothing is changed.
///
/// # Errors
/// When the actor may not manage sources.
pub async fn preview(tx: &mut TenantTx, actor: &Actor, parsed: Parsed) -> Result<Import, ImportError> {
    let standing = export(tx, actor).await?;
    Ok(compare(standing, parsed, Clock::day_of(tx.now()), || SourceId(tx.new_id())))
}

/// Applies a file to the list that was shown, at its version. `replace` also ends today what the file does not name. The sound
/// lines are taken even where others are not; the preview told which.
///
/// # Errors
/// When the actor may not manage sources, or the list has changed since.
pub async fn apply(
    tx: &mut TenantTx,
    actor: &Actor,
    (file, parsed): (&str, Parsed),
    version: &str,
    replace: bool,
) -> Result<Import, ImportError> {
    actor.require(Action::SourceManage, Scope::County)?;
    let (standing, today) = (store::lock_all(tx).await?, Clock::day_of(tx.now()));
    let import = compare(standing, parsed, today, || SourceId(tx.new_id()));
    if import.version != version {
        return Err(ImportError::Stale);
    }
    let gone = import.missing.iter().filter(|_| replace).cloned();
    let gone: Vec<Source> =
        gone.map(|source| Source { ends_on: Some(today.max(source.starts_on)), ..source }).collect();
    let changes = import.changed.iter().chain(&import.ended).map(|change| change.after.clone());
    let rows: Vec<Source> = import.added.iter().cloned().chain(changes).chain(gone.iter().cloned()).collect();
    if rows.is_empty() {
        return Ok(import);
    }
    store::upsert(tx, &rows).await.map_err(|error| match error.constraint() {
        Some("source_name_key") => ImportError::Stale,
        _ => ImportError::Storage(error),
    })?;
    let entry = Entry::new("source.import", "source", None)
        .with("file", file)
        .with("added", import.added.len())
        .with("changed", import.changed.len())
        .with("ended", import.ended.len() + gone.len())
        .with("faults", import.faults.len());
    tx.audit(entry);
    Ok(import)
}

fn compare(mut standing: Vec<Source>, parsed: Parsed, today: Date, new_id: impl Fn() -> SourceId) -> Import {
    standing.sort_by_key(|source| source.id.0);
    let mut import = Import {
        version: version(&standing),
        added: Vec::new(),
        changed: Vec::new(),
        ended: Vec::new(),
        missing: Vec::new(),
        same: 0,
        faults: parsed.faults,
    };
    let mut known: HashMap<&str, &Source> = standing.iter().map(|source| (source.name.as_str(), source)).collect();
    for listed in parsed.rows {
        let Some(before) = known.remove(listed.name.as_str()) else {
            import.added.push(added(listed, new_id(), today));
            continue;
        };
        let line = listed.line;
        let after = changed(before, listed);
        if after.ends_on.is_some_and(|last| last < after.starts_on) {
            import.faults.push(backwards(line));
            continue;
        }
        let sooner = after.ends_on.is_some_and(|last| before.ends_on.is_none_or(|before| last < before));
        match differing(before, &after) {
            fields if fields.is_empty() => import.same += 1,
            fields if sooner => import.ended.push(Change { after, fields }),
            fields => import.changed.push(Change { after, fields }),
        }
    }
    let missing = standing.iter().filter(|source| known.contains_key(source.name.as_str()));
    import.missing = missing.filter(|source| source.ends_on.is_none_or(|last| today < last)).cloned().collect();
    import
}

fn added(listed: Listed, id: SourceId, today: Date) -> Source {
    let ends_on = listed.ends_on.flatten();
    // A line that only says when it ended was in force until then.
    let starts_on = listed.starts_on.unwrap_or_else(|| ends_on.map_or(today, |last| today.min(last)));
    Source {
        id,
        name: listed.name,
        domain: listed.domain.flatten(),
        list: listed.list.unwrap_or(SourceList::National),
        starts_on,
        ends_on,
        licence: listed.licence.unwrap_or_default(),
    }
}

/// What the file has no column for, or no first day for, stays.
fn changed(before: &Source, listed: Listed) -> Source {
    Source {
        id: before.id,
        name: listed.name,
        domain: listed.domain.unwrap_or_else(|| before.domain.clone()),
        list: listed.list.unwrap_or(before.list),
        starts_on: listed.starts_on.unwrap_or(before.starts_on),
        ends_on: listed.ends_on.unwrap_or(before.ends_on),
        licence: listed.licence.unwrap_or_else(|| before.licence.clone()),
    }
}

/// With the other day of a source that the list has already.
fn backwards(line: u64) -> Fault {
    let (zh, en) = ("截止日期早于生效日期", "it ends before it begins");
    Fault { line, column: Field::EndsOn, message: zh.to_owned(), message_en: en.to_owned() }
}

fn differing(before: &Source, after: &Source) -> Vec<Field> {
    let differences = [
        (Field::Domain, before.domain != after.domain),
        (Field::List, before.list != after.list),
        (Field::StartsOn, before.starts_on != after.starts_on),
        (Field::EndsOn, before.ends_on != after.ends_on),
        (Field::Licence, before.licence != after.licence),
    ];
    differences.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

/// Of the list in the order of its ids.
fn version(standing: &[Source]) -> String {
    let rows: Vec<_> = standing
        .iter()
        .map(|row| (row.id, &row.name, &row.domain, row.list.as_str(), row.starts_on, row.ends_on, &row.licence))
        .collect();
    let mut digest = Digest::of(format!("{rows:?}").as_bytes()).to_string();
    digest.truncate(16);
    digest
}

#[cfg(test)]
mod tests {
    use super::{Import, compare};
    use crate::source::{Field, Source, SourceId, SourceList, read};
    use time::macros::date;

    fn standing(name: &str) -> Source {
        Source {
            id: SourceId(uuid::Uuid::from_u128(u128::from(name.chars().next().map_or(0, u32::from)))),
            name: name.to_owned(),
            domain: Some("a.cn".to_owned()),
            list: SourceList::City,
            starts_on: date!(2026 - 01 - 01),
            ends_on: None,
            licence: "可转".to_owned(),
        }
    }

    fn held(file: &str) -> Import {
        let list = ["甲", "乙", "丙", "丁"].map(standing).to_vec();
        compare(list, read(file.as_bytes()).unwrap(), date!(2026 - 03 - 09), || SourceId(uuid::Uuid::nil()))
    }

    #[test]
    fn c14_a_preview_tells_added_changed_ended_missing_and_unchanged_apart() {
        let import = held("名称,域名,截止日期\n甲,a.cn,\n乙,b.cn,\n丙,a.cn,2026-06-30\n戊,e.cn,\n");
        assert_eq!((import.same, import.added[0].name.as_str()), (1, "戊"));
        assert_eq!(
            (import.changed[0].after.name.as_str(), &import.changed[0].fields[..]),
            ("乙", &[Field::Domain][..])
        );
        assert_eq!((import.ended[0].after.name.as_str(), &import.ended[0].fields[..]), ("丙", &[Field::EndsOn][..]));
        assert_eq!(import.missing.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["丁"]);
        assert_eq!(import.added[0].starts_on, date!(2026 - 03 - 09));
    }

    #[test]
    fn c14_what_a_file_has_no_column_for_stays() {
        let import = held("名称\n甲\n乙\n丙\n丁\n");
        assert_eq!((import.same, import.missing.len(), import.added.len()), (4, 0, 0));
    }

    #[test]
    fn c14_the_version_changes_with_anything_in_the_list() {
        let version = |list: Vec<Source>| super::version(&list);
        let first = version(vec![standing("甲")]);
        assert_ne!(first, version(vec![Source { ends_on: Some(date!(2026 - 06 - 30)), ..standing("甲") }]));
        assert_ne!(first, version(vec![standing("甲"), standing("乙")]));
        assert_eq!(first, version(vec![standing("甲")]));
    }
}
