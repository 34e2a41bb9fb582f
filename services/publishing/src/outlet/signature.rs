//! Standard Webhooks: secrets (`whsec_`), and the signature by which a receiver knows us.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform::CountyId;
use platform::secrets::{Vault, VaultError};
use ring::hmac;

use crate::OutletId;

/// Bytes of a signing key; the standard asks for 24 to 64.
const KEY_BYTES: usize = 32;

/// A new secret as the outlet is shown it once, and as it is kept.
pub(crate) struct NewSecret {
    pub(crate) text: String,
    pub(crate) sealed: Vec<u8>,
}

/// Makes a secret for an outlet.
pub(crate) fn generate(vault: &Vault, county: CountyId, outlet: OutletId) -> Result<NewSecret, VaultError> {
    let key = vault.random::<KEY_BYTES>()?;
    let sealed = vault.seal(&place(county, outlet), &key)?;
    Ok(NewSecret { text: format!("whsec_{}", STANDARD.encode(key)), sealed })
}

/// Opens the keys of an outlet, in their order.
pub(crate) fn open(
    vault: &Vault,
    county: CountyId,
    outlet: OutletId,
    sealed: &[Vec<u8>],
) -> Result<Vec<Vec<u8>>, VaultError> {
    sealed.iter().map(|secret| vault.open(&place(county, outlet), secret)).collect()
}

/// The `webhook-signature` header: one signature a key, so that a receiver may hold the old or the new one.
pub(crate) fn sign(keys: &[Vec<u8>], id: &str, timestamp: i64, body: &str) -> String {
    let content = format!("{id}.{timestamp}.{body}");
    let one = |key: &Vec<u8>| {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), content.as_bytes());
        format!("v1,{}", STANDARD.encode(tag))
    };
    keys.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn place(county: CountyId, outlet: OutletId) -> String {
    format!("{county}/outlet/{outlet}")
}

#[cfg(test)]
mod tests {
    use super::sign;
    use base64::Engine as _;

    #[test]
    fn the_standards_own_example_comes_out() {
        let key = base64::engine::general_purpose::STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signed =
            sign(std::slice::from_ref(&key), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        let both = sign(&[vec![1; 32], key], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert!(both.starts_with("v1,") && both.ends_with(" v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }
}
