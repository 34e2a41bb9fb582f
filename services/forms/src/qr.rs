//! A QR code as runs of dark squares, for the template to draw.

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

/// A square code.
#[derive(Debug, Serialize)]
pub(crate) struct Squares {
    /// Squares a side.
    pub(crate) size: usize,
    /// Dark runs: column, row, length.
    pub(crate) runs: Vec<[usize; 3]>,
}

/// The code of an address; none if it is too long for one.
pub(crate) fn squares(address: &str) -> Option<Squares> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let size = code.width();
    let mut runs: Vec<[usize; 3]> = Vec::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        let (column, row) = (place % size, place / size);
        match runs.last_mut() {
            _ if color == Color::Light => {}
            Some([begin, same, length]) if *same == row && *begin + *length == column => *length += 1,
            _ => runs.push([column, row, 1]),
        }
    }
    Some(Squares { size, runs })
}

#[cfg(test)]
mod tests {
    use super::squares;

    #[test]
    fn runs_cover_the_three_corners() {
        let code = squares("http://127.0.0.1:7400/s/411325/verify/0000").unwrap();
        assert!(code.runs.contains(&[0, 0, 7]) && code.runs.contains(&[code.size - 7, 0, 7]), "{:?}", code.runs);
        assert!(code.runs.contains(&[0, code.size - 1, 7]));
        assert!(squares(&"x".repeat(5000)).is_none());
    }
}
