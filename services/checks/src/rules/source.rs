//! A reprint names its source and its page; both stand beside the legal gate, to be compared.

use super::{At, Found, Reading};
use crate::document::Source;
use crate::{Gate, Severity};

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let Source::Reprint { name, url } = &reading.document.source else { return };
    let name = name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let url = url.as_deref().map(str::trim).filter(|url| !url.is_empty());
    let (code, severity, zh, en) = match (name, url) {
        (Some(_), Some(_)) => (
            "REPRINT_SOURCE",
            Severity::Note,
            "转载稿件：请核对原文与来源标注",
            "a reprint: compare it with its source",
        ),
        (Some(_), None) => {
            let en = "a reprint without the address of its page";
            ("REPRINT_WITHOUT_LINK", Severity::Warn, "转载稿件没有原文地址，请核对来源", en)
        }
        (None, _) => {
            ("REPRINT_WITHOUT_SOURCE", Severity::Block, "转载稿件没有注明来源", "a reprint that names no source")
        }
    };
    let named = name.unwrap_or("（未注明）");
    let quote = url.map_or_else(|| named.to_owned(), |url| format!("{named} {url}"));
    let mut told = Found::new(Gate::Legal, code, severity, 0, (0, 0)).say(zh, en);
    told.at = At::Piece(quote);
    // A reprint nobody can be asked about is the law's matter, not a reviewer's (C14).
    found.push(if severity == Severity::Block { told.never() } else { told });
}
