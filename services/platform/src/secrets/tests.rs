//! What the vault promises, whatever its keys.

use super::keys::Listed;
use super::{Suite, Vault};

const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const PLACE: &str = "411325/inquiry/1";

fn vault(suite: Suite, keys: &[(&str, u8)]) -> Vault {
    let listed = keys.iter().map(|(id, byte)| Listed { id: (*id).to_owned(), bytes: [*byte; 32] }).collect();
    Vault::with(&KEY.into(), suite, listed).unwrap()
}

#[test]
fn a_sealed_value_opens_only_in_its_place() {
    for suite in [Suite::Aes, Suite::Sm4] {
        let vault = vault(suite, &[]);
        let sealed = vault.seal(PLACE, b"13800000000").unwrap();
        assert_eq!(vault.open(PLACE, &sealed).unwrap(), b"13800000000");
        assert!(vault.open("411325/inquiry/2", &sealed).is_err());
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(vault.open(PLACE, &changed).is_err());
        assert_ne!(vault.seal(PLACE, b"13800000000").unwrap(), sealed, "each has a key of its own");
    }
}

/// Sealed by the first release of the vault, which knew no envelopes.
#[test]
fn what_was_sealed_before_there_were_envelopes_still_opens() {
    let vault = vault(Suite::Sm4, &[("2026a", 3)]);
    let nonce = vault.random().unwrap();
    let body = Suite::Aes.seal(&vault.base, nonce, PLACE.as_bytes(), "旧".as_bytes()).unwrap();
    let sealed = [nonce.as_slice(), &body].concat();
    assert_eq!(vault.open(PLACE, &sealed).unwrap(), "旧".as_bytes());
    let renewed = vault.renewed(PLACE, &sealed).unwrap().unwrap();
    assert_eq!(vault.open(PLACE, &renewed).unwrap(), "旧".as_bytes());
    assert!(vault.renewed(PLACE, &renewed).unwrap().is_none());
}

#[test]
fn a_new_key_wraps_anew_without_opening_and_the_old_one_may_then_go() {
    let old = vault(Suite::Aes, &[("2026a", 3)]);
    let sealed = old.seal(PLACE, b"secret").unwrap();
    let both = vault(Suite::Aes, &[("2026b", 4), ("2026a", 3)]);
    assert_eq!(both.open(PLACE, &sealed).unwrap(), b"secret");
    // Another place would not open; only what wraps the key is renewed.
    let renewed = both.renewed("elsewhere", &sealed).unwrap().unwrap();
    let new = vault(Suite::Aes, &[("2026b", 4)]);
    assert_eq!(new.open(PLACE, &renewed).unwrap(), b"secret");
    assert!(new.open(PLACE, &sealed).is_err(), "its key is gone");
    assert!(old.open(PLACE, &renewed).is_err());
}

#[test]
fn another_suite_seals_anew() {
    let sealed = vault(Suite::Aes, &[]).seal(PLACE, b"secret").unwrap();
    let sm4 = vault(Suite::Sm4, &[]);
    assert_eq!(sm4.open(PLACE, &sealed).unwrap(), b"secret");
    let renewed = sm4.renewed(PLACE, &sealed).unwrap().unwrap();
    assert_eq!(sm4.open(PLACE, &renewed).unwrap(), b"secret");
    assert!(sm4.renewed(PLACE, &renewed).unwrap().is_none());
}
