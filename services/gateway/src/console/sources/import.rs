//! What a file would change of the list, and the list as a file.

use async_graphql::SimpleObject;
use content::Source;
use content::source::{Change, Field, Import};
use tables::{Cell, Sheet};
use time::Date;

use crate::api_error::{ApiError, ApiResult};
use crate::console::files::Download;

/// How many sources of a kind are shown; the numbers tell of all.
const SHOWN: usize = 50;

/// What a file would change of the list of sources
#[derive(SimpleObject)]
pub(super) struct SourcePreview {
    /// Of the list it was held against
    version: String,
    added: i32,
    changed: i32,
    /// Given a last day, or an earlier one
    ended: i32,
    /// In force and not in the file
    missing: i32,
    same: i32,
    added_names: Vec<String>,
    changes: Vec<SourceChange>,
    ends: Vec<SourceChange>,
    missing_names: Vec<String>,
    /// Lines that cannot be taken
    faults: Vec<SourceFault>,
}

/// A source that would read differently
#[derive(SimpleObject)]
struct SourceChange {
    name: String,
    /// The columns that differ
    columns: Vec<String>,
    columns_en: Vec<String>,
    /// Its last day as the file has it
    ends_on: Option<Date>,
}

/// One thing wrong, at one line and column
#[derive(SimpleObject)]
struct SourceFault {
    line: i32,
    column: String,
    column_en: String,
    message: String,
    message_en: String,
}

impl From<&Change> for SourceChange {
    fn from(change: &Change) -> Self {
        let labels =
            |label: fn(Field) -> &'static str| change.fields.iter().map(|field| label(*field).to_owned()).collect();
        Self {
            name: change.after.name.clone(),
            columns: labels(Field::label),
            columns_en: labels(Field::label_en),
            ends_on: change.after.ends_on,
        }
    }
}

impl From<Import> for SourcePreview {
    fn from(import: Import) -> Self {
        let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        let names = |rows: &[Source]| rows.iter().take(SHOWN).map(|row| row.name.clone()).collect();
        let changes = |rows: &[Change]| rows.iter().take(SHOWN).map(SourceChange::from).collect();
        let faults = import.faults.iter().take(10 * SHOWN).map(|fault| SourceFault {
            line: i32::try_from(fault.line).unwrap_or(i32::MAX),
            column: fault.column.label().to_owned(),
            column_en: fault.column.label_en().to_owned(),
            message: fault.message.clone(),
            message_en: fault.message_en.clone(),
        });
        Self {
            added: count(import.added.len()),
            changed: count(import.changed.len()),
            ended: count(import.ended.len()),
            missing: count(import.missing.len()),
            same: count(import.same),
            added_names: names(&import.added),
            changes: changes(&import.changed),
            ends: changes(&import.ended),
            missing_names: names(&import.missing),
            faults: faults.collect(),
            version: import.version,
        }
    }
}

/// The list as a workbook; its columns are those that an import reads.
pub(super) fn exported(sources: &[Source], day: Date) -> ApiResult<Download> {
    let mut sheet = Sheet::new("稿源白名单", &Field::ALL.map(Field::label));
    for source in sources {
        let cells = Field::ALL.map(|field| match field {
            Field::Name => source.name.clone(),
            Field::Domain => source.domain.clone().unwrap_or_default(),
            Field::List => source.list.label().to_owned(),
            Field::StartsOn => source.starts_on.to_string(),
            Field::EndsOn => source.ends_on.map(|day| day.to_string()).unwrap_or_default(),
            Field::Licence => source.licence.clone(),
        });
        sheet.push(cells.map(Cell::text));
    }
    let bytes = sheet.xlsx().map_err(|error| {
        tracing::error!(%error, "write the list of sources");
        ApiError::new(platform::Code::Internal, "UNWRITABLE", "白名单未能导出")
    })?;
    Ok(Download::xlsx(format!("稿源白名单{day}.xlsx"), &bytes))
}
