//! Runs of digits, however they are spaced or widened, and the check digits that tell what they are.

use time::{Date, Month};

use crate::line::Line;

/// The most digits any number here has.
const MOST: usize = 19;

/// Digits that may be one number.
#[derive(Debug)]
pub(super) struct Run {
    /// Plain digits; the last may be an X.
    pub(super) digits: String,
    /// How many stood together, in turn.
    pub(super) groups: Vec<usize>,
    pub(super) range: (usize, usize),
}

/// Every way digits of a text may be read as one number, by where they begin and the longest first.
pub(super) fn runs(line: &Line<'_>) -> Vec<Run> {
    let atoms = atoms(line);
    let mut runs = Vec::new();
    for first in 0..atoms.len() {
        let begin = runs.len();
        let mut run = Run { digits: String::new(), groups: Vec::new(), range: (0, 0) };
        let mut end = None;
        for &(start, stop) in atoms.get(first..).unwrap_or_default() {
            if end.is_some_and(|end| !joined(line, end, start)) || MOST < run.digits.len() + (stop - start) {
                break;
            }
            run.range = (if end.is_none() { start } else { run.range.0 }, stop);
            run.digits.push_str(&line.plain_slice(start, stop));
            run.groups.push(stop - start);
            end = Some(stop);
            if let Some(whole) = bounded(line, &run) {
                runs.push(whole);
            }
        }
        runs.get_mut(begin..).unwrap_or_default().reverse();
    }
    runs
}

/// Digits that stand together.
fn atoms(line: &Line<'_>) -> Vec<(usize, usize)> {
    let mut atoms = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let length = line.run(at, |c| c.is_ascii_digit());
        if 0 < length {
            atoms.push((at, at + length));
        }
        at += length.max(1);
    }
    atoms
}

/// Whether what stands between two runs of digits is no more than a space or a dash, seen or unseen.
fn joined(line: &Line<'_>, end: usize, start: usize) -> bool {
    let between = line.plains().get(end..start).unwrap_or_default();
    between.len() <= 2 && between.iter().all(|c| *c != '.' && *c != '/' && crate::fold::separates(*c))
}

/// The run with the X of an identity number, when nothing Latin touches it.
fn bounded(line: &Line<'_>, run: &Run) -> Option<Run> {
    let (start, mut end) = run.range;
    let mut digits = run.digits.clone();
    let is_x = |c: Option<char>| matches!(c, Some('x' | 'X' | 'Ⅹ' | 'ｘ' | 'Ｘ'));
    if digits.len() == 17 && is_x(line.plain(end)) {
        digits.push('X');
        end += 1;
    }
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let touched = latin(start.checked_sub(1).and_then(|before| line.plain(before))) || latin(line.plain(end));
    // A fraction or a version is no number of a person.
    let fraction = matches!(start.checked_sub(1).and_then(|before| line.plain(before)), Some('.'));
    (!touched && !fraction).then(|| Run { digits, groups: run.groups.clone(), range: (start, end) })
}

/// 18 places, the last a check digit (GB 11643), a day of birth in the middle.
pub(super) fn is_identity(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    if text.len() != 18 {
        return false;
    }
    let sum: u32 = text.chars().zip(WEIGHTS).filter_map(|(c, weight)| Some(c.to_digit(10)? * weight)).sum();
    let wanted = usize::try_from(sum % 11).ok().and_then(|at| CHECKS.get(at));
    text.chars().last().as_ref() == wanted && born(text).is_some()
}

/// 18 places with a province and a day of birth, whatever the check digit says.
pub(super) fn looks_like_identity(text: &str) -> bool {
    const PROVINCES: [&str; 8] = ["1", "2", "3", "4", "5", "6", "7", "8"];
    text.len() == 18
        && PROVINCES.iter().any(|first| text.starts_with(first))
        && born(text).is_some_and(|day| (1900..=2100).contains(&day.year()))
}

fn born(text: &str) -> Option<Date> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u16>().ok();
    let month = Month::try_from(u8::try_from(number(10, 12)?).ok()?).ok()?;
    Date::from_calendar_date(i32::from(number(6, 10)?), month, u8::try_from(number(12, 14)?).ok()?).ok()
}

/// 16 to 19 digits that begin as bank cards do and pass the Luhn check.
pub(super) fn is_bank_card(text: &str) -> bool {
    const BEGINNINGS: [&str; 5] = ["62", "4", "5", "35", "9"];
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| (16..=MOST).contains(&digits.len())) else { return false };
    let varied = digits.iter().any(|digit| Some(digit) != digits.first());
    varied && BEGINNINGS.iter().any(|begin| text.starts_with(begin)) && luhn(&digits)
}

fn luhn(digits: &[u32]) -> bool {
    let doubled = |digit: u32| if 4 < digit { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 =
        digits.iter().rev().enumerate().map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit }).sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::{is_bank_card, is_identity, looks_like_identity, luhn};

    #[test]
    fn an_identity_number_needs_its_check_digit_and_a_day() {
        assert!(is_identity("11010519491231002X"));
        assert!(!is_identity("110105194912310021"));
        assert!(looks_like_identity("110105194912310021"));
        assert!(!looks_like_identity("110105194913310021"));
    }

    #[test]
    fn a_bank_card_passes_luhn() {
        assert!(luhn(&[4, 5, 3, 9, 1, 4, 8, 8, 0, 3, 4, 3, 6, 4, 6, 7]));
        assert!(is_bank_card("4539148803436467"));
        assert!(!is_bank_card("4539148803436468"));
        assert!(!is_bank_card("0000000000000000"));
    }
}
