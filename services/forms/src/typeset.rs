//! Set a form as PDF. It takes a good part of a second of one core: call it where waiting is allowed.

use serde::Serialize;
use serde_json::Value;
use typst::comemo;
use typst::foundations::Smart;
use typst::layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::font::{self, Fonts};
use crate::qr::{self, Squares};
use crate::world::Desk;
use crate::{Form, Sheet};

/// Runs of the compiler's cache that stay in memory: what the two forms share, and no more.
const CACHE_AGE: usize = 2;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// The fonts were not there when the binary was built.
    #[error("the fonts of the forms are not built into this binary")]
    NoFonts,
    /// The address of the verify page does not fit a QR code.
    #[error("the address {0} is too long for a QR code")]
    Address(String),
    /// The template does not take the data, or the file does not keep the standard; what the compiler said.
    #[error("set a form: {0}")]
    Template(String),
}

/// Everything a template reads.
#[derive(Serialize)]
struct Data {
    sheet: Value,
    qr: Squares,
}

/// The form as PDF (A4, PDF/A-2b): the same data, the same bytes.
///
/// # Errors
/// When the fonts are missing, or the template fails.
pub fn typeset(form: Form, sheet: &Sheet) -> Result<Vec<u8>, TypesetError> {
    let fonts = font::fonts().ok_or(TypesetError::NoFonts)?;
    let qr = qr::squares(&sheet.address).ok_or_else(|| TypesetError::Address(sheet.address.clone()))?;
    let sheet_data = serde_json::to_value(sheet).map_err(|error| TypesetError::Template(error.to_string()))?;
    let data = Data { sheet: readable(sheet_data, fonts), qr };
    let json = serde_json::to_vec(&data).map_err(|error| TypesetError::Template(error.to_string()))?;
    let made = compile(&Desk::new(form, json, fonts), &sheet.code);
    comemo::evict(CACHE_AGE);
    made
}

fn compile(desk: &Desk, ident: &str) -> Result<Vec<u8>, TypesetError> {
    let document: PagedDocument = typst::compile(desk).output.map_err(|errors| said(&errors))?;
    let standards =
        PdfStandards::new(&[PdfStandard::A_2b]).map_err(|error| TypesetError::Template(error.to_string()))?;
    let options = PdfOptions { ident: Smart::Custom(ident), standards, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|errors| said(&errors))
}

fn said(errors: &[typst::diag::SourceDiagnostic]) -> TypesetError {
    let lines: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    TypesetError::Template(lines.join("; "))
}

/// The same data in characters the fonts have.
fn readable(value: Value, fonts: &Fonts) -> Value {
    match value {
        Value::String(text) => Value::String(fonts.readable(&text)),
        Value::Array(items) => Value::Array(items.into_iter().map(|item| readable(item, fonts)).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, item)| (name, readable(item, fonts))).collect())
        }
        other => other,
    }
}
