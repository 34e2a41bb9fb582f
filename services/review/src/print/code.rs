//! 核验码: 128 random bits in letters and digits that cannot be mistaken for each other, with two check characters.

use std::fmt;

use platform::secrets::{Vault, VaultError};
use uuid::Uuid;

/// Crockford's alphabet: no I, L, O or U.
const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P',
    'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];
/// Characters of the number, and of the check.
const NUMBER: usize = 26;
const LENGTH: usize = NUMBER + 2;
/// The greatest prime that two characters hold: no one wrong character and no two exchanged ones leave the same remainder.
const CHECK: u128 = 1021;

/// What finds a printed form again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerificationCode(Uuid);

impl VerificationCode {
    /// Draws one at random.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn draw(vault: &Vault) -> Result<Self, VaultError> {
        Ok(Self(Uuid::from_bytes(vault.random::<16>()?)))
    }

    /// Reads what someone typed or scanned, in any case, with or without its dashes; none unless its check holds.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut digits = Vec::with_capacity(LENGTH);
        for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '—' | '–')) {
            if digits.len() == LENGTH {
                return None;
            }
            digits.push(digit(c)?);
        }
        let (number, check) = digits.split_at_checked(NUMBER).filter(|(_, check)| check.len() == 2)?;
        // The first character holds the 3 bits that are left over.
        if number.first().is_none_or(|first| 8 <= *first) {
            return None;
        }
        let joined = |digits: &[u128]| digits.iter().fold(0_u128, |sum, digit| (sum << 5) | digit);
        let code = joined(number);
        (code % CHECK == joined(check)).then_some(Self(Uuid::from_u128(code)))
    }

    /// As the database keeps it.
    #[must_use]
    pub fn uuid(self) -> Uuid {
        self.0
    }

    /// One the database kept.
    #[must_use]
    pub fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid)
    }

    /// The 28 characters in one, for an address.
    #[must_use]
    pub fn compact(self) -> String {
        let code = self.0.as_u128();
        let character = |value: u128, place: usize| {
            let index = usize::try_from((value >> (5 * place)) & 31).unwrap_or_default();
            ALPHABET.get(index).copied().unwrap_or('0')
        };
        let number = (0..NUMBER).rev().map(|place| character(code, place));
        number.chain([character(code % CHECK, 1), character(code % CHECK, 0)]).collect()
    }
}

impl fmt::Display for VerificationCode {
    /// In groups of four, for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, c) in self.compact().chars().enumerate() {
            if 0 < place && place % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

/// The value of a character; what looks like another is taken for it.
fn digit(c: char) -> Option<u128> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|known| *known == c).and_then(|place| u128::try_from(place).ok())
}

#[cfg(test)]
mod tests {
    use super::VerificationCode;
    use uuid::Uuid;

    const KNOWN: VerificationCode = VerificationCode(Uuid::from_u128(0xfedc_ba98_7654_3210_0123_4567_89ab_cdef));

    #[test]
    fn a_code_is_read_as_it_is_written_and_as_people_write_it() {
        let shown = KNOWN.to_string();
        assert_eq!(shown.len(), 34, "{shown}");
        for written in [shown.clone(), KNOWN.compact(), shown.to_lowercase(), format!(" {} ", shown.replace('-', " "))]
        {
            assert_eq!(VerificationCode::parse(&written), Some(KNOWN), "{written}");
        }
        for code in [Uuid::nil(), Uuid::max()].map(VerificationCode) {
            assert_eq!(VerificationCode::parse(&code.to_string()), Some(code));
        }
        assert_eq!(VerificationCode::parse(&"o".repeat(28)), Some(VerificationCode(Uuid::nil())));
    }

    #[test]
    fn one_wrong_character_or_two_exchanged_are_noticed() {
        let characters: Vec<char> = KNOWN.compact().chars().collect();
        for place in 0..characters.len() {
            for other in super::ALPHABET.into_iter().filter(|other| *other != characters[place]) {
                let mut wrong = characters.clone();
                wrong[place] = other;
                assert_eq!(VerificationCode::parse(&wrong.iter().collect::<String>()), None, "{wrong:?}");
            }
            let mut exchanged = characters.clone();
            exchanged.swap(place, (place + 1) % characters.len());
            let same = exchanged == characters || place + 1 == characters.len();
            assert!(same || VerificationCode::parse(&exchanged.iter().collect::<String>()).is_none(), "{exchanged:?}");
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        let long = format!("{}0", KNOWN.compact());
        for text in ["", "U", "0123", "中文", &"Z".repeat(28), &long, &"0".repeat(1000)] {
            assert_eq!(VerificationCode::parse(text), None, "{text}");
        }
    }
}
