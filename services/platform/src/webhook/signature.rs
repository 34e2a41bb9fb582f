//! The signature by which a receiver knows the sender, and by which we know one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use time::{Duration, OffsetDateTime};

/// How far a message's time may lie from ours: an older one may be a recording.
pub const TOLERANCE: Duration = Duration::minutes(5);

/// The three headers of a message, as they came. What is missing is empty, and verifies nothing.
#[derive(Clone, Debug, Default)]
pub struct Signed {
    /// `webhook-id`: the same over all attempts at one message.
    pub id: String,
    /// `webhook-timestamp`: of the attempt, in seconds.
    pub timestamp: String,
    /// `webhook-signature`: one or several, `v1,…`.
    pub signature: String,
}

/// Why a message is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Disbelief {
    /// No signature fits, or a header is missing.
    #[error("no signature fits")]
    Forged,
    /// It is signed, and too old or from the future.
    #[error("the timestamp is out of tolerance")]
    Stale,
}

/// The `webhook-signature` header: one signature a key, so that a receiver may hold the old or the new one.
#[must_use]
pub fn sign(keys: &[Vec<u8>], id: &str, timestamp: i64, body: &str) -> String {
    let content = format!("{id}.{timestamp}.{body}");
    let one = |key: &Vec<u8>| {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), content.as_bytes());
        format!("v1,{}", STANDARD.encode(tag))
    };
    keys.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Sees that one of the keys signed the message, in constant time, and then that it is fresh.
///
/// # Errors
/// When it is not to be believed.
pub fn verify(keys: &[Vec<u8>], signed: &Signed, body: &[u8], now: OffsetDateTime) -> Result<(), Disbelief> {
    let well_formed = (1..=256).contains(&signed.id.len()) && signed.id.bytes().all(|byte| byte.is_ascii_graphic());
    let content = [format!("{}.{}.", signed.id, signed.timestamp).as_bytes(), body].concat();
    let told: Vec<Vec<u8>> = signed.signature.split(' ').filter_map(tag).take(8).collect();
    let fits = |key: &Vec<u8>| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, key);
        told.iter().any(|tag| hmac::verify(&key, &content, tag).is_ok())
    };
    if !well_formed || !keys.iter().any(fits) {
        return Err(Disbelief::Forged);
    }
    let at = signed.timestamp.parse().ok().and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    let at = at.ok_or(Disbelief::Forged)?;
    if TOLERANCE < (now - at).abs() { Err(Disbelief::Stale) } else { Ok(()) }
}

/// A `v1` signature; others are of schemes we do not speak.
fn tag(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text.strip_prefix("v1,")?).ok()
}

#[cfg(test)]
mod tests {
    use super::{Disbelief, Signed, sign, verify};
    use base64::Engine as _;
    use time::{Duration, OffsetDateTime};

    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const BODY: &str = r#"{"test": 2432232314}"#;
    const AT: i64 = 1_614_265_330;

    fn key() -> Vec<u8> {
        base64::engine::general_purpose::STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap()
    }

    fn now() -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(AT).unwrap()
    }

    #[test]
    fn the_standards_own_example_comes_out() {
        let signed = sign(&[key()], ID, AT, BODY);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        let both = sign(&[vec![1; 32], key()], ID, AT, BODY);
        assert!(both.starts_with("v1,") && both.ends_with(" v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    #[test]
    fn what_was_signed_is_believed_and_nothing_else() {
        let signed = Signed { id: ID.into(), timestamp: AT.to_string(), signature: sign(&[key()], ID, AT, BODY) };
        let believed = |signed: &Signed, body: &str| verify(&[vec![1; 32], key()], signed, body.as_bytes(), now());
        assert_eq!(believed(&signed, BODY), Ok(()));
        assert_eq!(believed(&signed, "{}"), Err(Disbelief::Forged));
        for other in [
            Signed { id: "msg_2".into(), ..signed.clone() },
            Signed { id: String::new(), ..signed.clone() },
            Signed { timestamp: (AT + 1).to_string(), ..signed.clone() },
            Signed { signature: signed.signature.replace("v1,", "v1a,"), ..signed.clone() },
            Signed::default(),
        ] {
            assert_eq!(believed(&other, BODY), Err(Disbelief::Forged), "{other:?}");
        }
        assert_eq!(verify(&[], &signed, BODY.as_bytes(), now()), Err(Disbelief::Forged));
    }

    #[test]
    fn a_signed_message_is_fresh_for_five_minutes_either_way() {
        let signed = Signed { id: ID.into(), timestamp: AT.to_string(), signature: sign(&[key()], ID, AT, BODY) };
        let after = |minutes| verify(&[key()], &signed, BODY.as_bytes(), now() + Duration::minutes(minutes));
        assert_eq!((after(5), after(-5)), (Ok(()), Ok(())));
        assert_eq!((after(6), after(-6)), (Err(Disbelief::Stale), Err(Disbelief::Stale)));
    }
}
