//! Files that pass through the schema itself: a list someone imports, a table someone takes away. Media do not.

use async_graphql::{InputObject, SimpleObject};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform::Invalid;

/// A file to import, CSV or XLSX, at most some 8 MB
#[derive(InputObject)]
pub(super) struct FileInput {
    /// As the person's machine names it; shown in the audit trail
    name: String,
    /// Its bytes in base64
    base64: String,
}

impl FileInput {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// # Errors
    /// When it is not base64, naming the field.
    pub(super) fn bytes(&self, field: &str) -> Result<Vec<u8>, Invalid> {
        STANDARD.decode(&self.base64).map_err(|_| {
            let mut faults = Invalid::default();
            faults.add(format!("{field}.base64"), "MALFORMED", "文件没有完整传到，请重新选择");
            faults
        })
    }
}

/// A file to keep
#[derive(SimpleObject)]
pub(super) struct Download {
    file_name: String,
    mime: &'static str,
    /// Its bytes in base64
    base64: String,
}

impl Download {
    pub(super) fn pdf(file_name: String, bytes: &[u8]) -> Self {
        Self { file_name, mime: "application/pdf", base64: STANDARD.encode(bytes) }
    }

    pub(super) fn csv(file_name: String, bytes: &[u8]) -> Self {
        Self { file_name, mime: "text/csv", base64: STANDARD.encode(bytes) }
    }

    pub(super) fn json_lines(file_name: String, bytes: &[u8]) -> Self {
        Self { file_name, mime: "application/jsonl", base64: STANDARD.encode(bytes) }
    }

    pub(super) fn json(file_name: String, bytes: &[u8]) -> Self {
        Self { file_name, mime: "application/json", base64: STANDARD.encode(bytes) }
    }

    pub(super) fn text(file_name: String, bytes: &[u8]) -> Self {
        Self { file_name, mime: "text/plain; charset=utf-8", base64: STANDARD.encode(bytes) }
    }

    #[allow(dead_code, reason = "the first export of a table makes it")]
    pub(super) fn xlsx(file_name: String, bytes: &[u8]) -> Self {
        let mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        Self { file_name, mime, base64: STANDARD.encode(bytes) }
    }
}
