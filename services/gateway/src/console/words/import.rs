//! What a file would change, and a list as a file.

use async_graphql::SimpleObject;
use checks::{Entry, Severity, Usage};
use content::word_list::{Import, Word};
use platform::Clock;
use tables::{Cell, Sheet};

use crate::api_error::{ApiError, ApiResult};
use crate::console::files::Download;

/// How many words of a kind are shown; the numbers tell of all.
const SHOWN: usize = 50;

/// What a file would change of a list
#[derive(SimpleObject)]
pub(super) struct WordPreview {
    /// The version of the list it was held against; 0 where there is none yet
    version: i32,
    added: i32,
    changed: i32,
    /// On the list and not in the file
    missing: i32,
    same: i32,
    /// The first of the words that would be added
    added_words: Vec<String>,
    /// The first of those that would change
    changed_words: Vec<String>,
    /// The first of those that only `replace` takes off
    missing_words: Vec<String>,
    /// Lines that cannot be taken
    faults: Vec<LineFault>,
}

/// One line of a file that cannot be taken
#[derive(SimpleObject)]
pub(super) struct LineFault {
    line: i32,
    message: String,
    message_en: String,
}

impl From<Import> for WordPreview {
    fn from(import: Import) -> Self {
        let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        let first = |words: Vec<&Entry>| words.into_iter().take(SHOWN).map(|entry| entry.word.clone()).collect();
        let preview = &import.preview;
        let faults = import.faults.iter().take(10 * SHOWN).map(|fault| LineFault {
            line: i32::try_from(fault.line).unwrap_or(i32::MAX),
            message: fault.message.clone(),
            message_en: fault.message_en.clone(),
        });
        Self {
            version: i32::try_from(import.version).unwrap_or(i32::MAX),
            added: count(preview.added.len()),
            changed: count(preview.changed.len()),
            missing: count(preview.missing.len()),
            same: count(preview.same),
            added_words: first(preview.added.iter().collect()),
            changed_words: first(preview.changed.iter().map(|change| &change.after).collect()),
            missing_words: first(preview.missing.iter().collect()),
            faults: faults.collect(),
        }
    }
}

/// A list as a workbook; its columns are those that an import reads.
pub(super) fn exported(words: &[Word]) -> ApiResult<Download> {
    let header = ["词语", "用途", "类别", "关", "程度", "起", "止", "建议", "理由"];
    let mut sheet = Sheet::new("词库", &header);
    for word in words {
        let entry = &word.entry;
        let day = |day: Option<time::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let cells = [
            entry.word.clone(),
            (if entry.usage == Usage::Deny { "禁用" } else { "允许" }).to_owned(),
            entry.category.clone(),
            gate(entry).to_owned(),
            severity(entry).to_owned(),
            day(entry.from),
            day(entry.until),
            entry.suggestion.clone().unwrap_or_default(),
            entry.reason.clone(),
        ];
        sheet.push(cells.map(Cell::text));
    }
    let bytes = sheet.xlsx().map_err(|error| {
        tracing::error!(%error, "write a word list");
        ApiError::new(platform::Code::Internal, "UNWRITABLE", "词库未能导出")
    })?;
    let day = words.iter().map(|word| Clock::day_of(word.added_at)).max();
    Ok(Download::xlsx(format!("词库{}.xlsx", day.map(|day| day.to_string()).unwrap_or_default()), &bytes))
}

fn gate(entry: &Entry) -> &'static str {
    match entry.gate {
        checks::Gate::Political => "政治",
        checks::Gate::Policy => "政策",
        checks::Gate::Legal => "法律",
        checks::Gate::Wording => "文字",
        checks::Gate::Secrecy => "保密",
        checks::Gate::Opinion => "舆情",
    }
}

fn severity(entry: &Entry) -> &'static str {
    match entry.severity {
        Severity::Note => "提示",
        Severity::Warn => "警告",
        Severity::Block => "阻断",
    }
}
