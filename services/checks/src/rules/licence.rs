//! 授权: a picture is shown no longer than its holder allows.

use super::{At, Found, Reading};
use crate::Gate;

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for (name, last) in &reading.document.lapsed.files {
        let mut told = Found::new(Gate::Legal, "LICENCE_EXPIRED", reading.document.lapsed.severity, 0, (0, 0)).say(
            format!("素材“{name}”的授权已于 {last} 到期，请续期、更换或说明理由"),
            format!("the licence of {name} ended on {last}: renew it, use another file, or say why it stands"),
        );
        told.at = At::Piece(name.clone());
        found.push(told);
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use crate::{Checker, Document, Lapsed, Severity};

    #[test]
    fn c15_a_file_whose_licence_has_ended_is_told_by_its_name_and_weighs_as_it_was_set() {
        let lapsed =
            Lapsed { severity: Severity::Block, files: vec![("麦收.jpg".to_owned(), date!(2026 - 10 - 31))] };
        let found = Checker::own().check(&Document { lapsed, ..Document::default() }, date!(2026 - 11 - 24));
        let told: Vec<_> = found.iter().map(|one| (one.code.as_str(), one.severity, one.excerpt.as_str())).collect();
        assert_eq!(told, [("LICENCE_EXPIRED", Severity::Block, "麦收.jpg")]);
        assert!(found[0].message.contains("2026-10-31") && found[0].acceptable);
    }
}
