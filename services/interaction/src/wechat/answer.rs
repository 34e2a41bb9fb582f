//! What the platform is answered: a word, or a text for the citizen, sealed where the account works in safe mode.

use platform::secrets::Vault;

use super::crypto::Cipher;
use super::signature;

/// The body of an answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// A plain word: the echo of a verification, or `success`.
    Word(String),
    /// A passive reply.
    Xml(String),
}

impl Answer {
    /// Taken; nothing to say.
    pub(super) fn success() -> Self {
        Self::Word("success".to_owned())
    }
}

/// A text from the account to the citizen.
pub(super) fn text(to: &str, from: &str, at: i64, content: &str) -> String {
    format!(
        "<xml><ToUserName>{}</ToUserName><FromUserName>{}</FromUserName><CreateTime>{at}</CreateTime>\
         <MsgType><![CDATA[text]]></MsgType><Content>{}</Content></xml>",
        cdata(to),
        cdata(from),
        cdata(content)
    )
}

/// The same, sealed and signed.
pub(super) fn sealed(vault: &Vault, cipher: &Cipher, token: &str, at: i64, xml: &str) -> Option<String> {
    let encrypted = cipher.encrypt(vault.random::<16>().ok()?, xml).ok()?;
    let (at, nonce) = (at.to_string(), hex::encode(vault.random::<8>().ok()?));
    let signed = signature::sign(&[token, &at, &nonce, &encrypted]);
    Some(format!(
        "<xml><Encrypt>{}</Encrypt><MsgSignature>{}</MsgSignature><TimeStamp>{at}</TimeStamp><Nonce>{}</Nonce></xml>",
        cdata(&encrypted),
        cdata(&signed),
        cdata(&nonce)
    ))
}

/// Text as it stands; a closing mark inside it is cut in two.
fn cdata(text: &str) -> String {
    format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::wechat::message::Message;

    #[test]
    fn what_the_citizen_is_told_survives_any_mark_in_it() {
        let xml = text("oA", "gh_1", 7, "a]]><b>&c");
        assert_eq!(Message::read(&xml).unwrap().get("Content"), Some("a]]><b>&c"));
    }
}
