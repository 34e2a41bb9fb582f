//! Codes of RFC 6238 with the numbers every phone's app assumes: HMAC-SHA-1, thirty seconds, six digits.

use platform::secrets::{Vault, VaultError};
use ring::hmac;
use time::OffsetDateTime;

/// How long one code lasts.
pub const SECONDS: i64 = 30;
/// Steps before and after the server's own that a phone's clock may be off by.
const DRIFT: i64 = 1;
const DIGITS: u32 = 6;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The time step of an instant.
#[must_use]
pub fn step_of(at: OffsetDateTime) -> i64 {
    at.unix_timestamp().div_euclid(SECONDS)
}

/// What a phone and the platform share.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// 160 random bits, as the RFC asks for.
    pub(super) fn draw(vault: &Vault) -> Result<Self, VaultError> {
        Ok(Self(vault.random::<20>()?.into()))
    }

    /// From the bytes that were sealed.
    pub(super) fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Reads base32 (RFC 4648) as people type it; none where it is not that.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
        for letter in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
            let place = ALPHABET.iter().position(|known| *known == letter.to_ascii_uppercase())?;
            held = held << 5 | u32::try_from(place).ok()?;
            bits += 5;
            if 8 <= bits {
                bits -= 8;
                bytes.push(u8::try_from(held >> bits & 0xff).ok()?);
            }
        }
        (10 <= bytes.len()).then_some(Self(bytes))
    }

    /// In base32, for a phone that cannot read the picture.
    #[must_use]
    pub fn text(&self) -> String {
        let (mut text, mut held, mut bits) = (String::new(), 0_u32, 0);
        let mut letter = |place: u32| {
            let known = usize::try_from(place & 31).ok().and_then(|place| ALPHABET.get(place));
            text.extend(known.map(|known| char::from(*known)));
        };
        for byte in &self.0 {
            held = held << 8 | u32::from(*byte);
            bits += 8;
            while 5 <= bits {
                bits -= 5;
                letter(held >> bits);
            }
        }
        if 0 < bits {
            letter(held << (5 - bits));
        }
        text
    }

    /// The code of a time step.
    #[must_use]
    pub fn code(&self, step: i64) -> String {
        let number = truncated(&self.0, step) % 10_u32.pow(DIGITS);
        format!("{number:06}")
    }

    /// The step of which this is the code: now or one to either side, and later than the last one used.
    pub(super) fn matches(&self, code: &str, now: i64, last: i64) -> Option<i64> {
        (now - DRIFT..=now + DRIFT).find(|step| last < *step && self.code(*step) == code)
    }
}

/// The dynamic truncation of RFC 4226.
fn truncated(secret: &[u8], step: i64) -> u32 {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    let offset = usize::from(bytes.last().copied().unwrap_or_default() & 0xf);
    let four = bytes.get(offset..).and_then(<[u8]>::first_chunk::<4>).copied().unwrap_or_default();
    u32::from_be_bytes(four) & 0x7fff_ffff
}

#[cfg(test)]
mod tests {
    use super::{Secret, truncated};

    /// Appendix B of RFC 6238, its rows for SHA-1, of eight digits each.
    #[test]
    fn c17_the_known_answers_of_rfc_6238_come_out() {
        let secret = b"12345678901234567890";
        for (second, code) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000_i64, 65_353_130),
        ] {
            assert_eq!(truncated(secret, second / 30) % 100_000_000, code, "{second}");
        }
    }

    #[test]
    fn a_code_is_good_one_step_to_either_side_and_never_a_second_time() {
        let secret = Secret(b"12345678901234567890".into());
        for (phone, taken) in [(98, None), (99, Some(99)), (100, Some(100)), (101, Some(101)), (102, None)] {
            assert_eq!(secret.matches(&secret.code(phone), 100, 0), taken, "{phone}");
        }
        assert_eq!(secret.matches(&secret.code(100), 100, 100), None);
        assert_eq!(secret.matches(&secret.code(100), 101, 101), None, "nor an older one after a newer");
    }

    /// The vectors of RFC 4648.
    #[test]
    fn base32_is_that_of_the_rfc_and_reads_back() {
        for (plain, text) in
            [("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")]
        {
            assert_eq!(Secret(plain.into()).text(), text);
        }
        let secret = Secret(b"12345678901234567890".into());
        assert_eq!(secret.text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(Secret::parse("gezd gnbv gy3t qojq gezd gnbv gy3t qojq"), Some(secret));
        assert_eq!(Secret::parse("MY"), None, "too short to be a secret");
        assert_eq!(Secret::parse("GEZDGNBVGY3TQOJ1"), None);
    }
}
