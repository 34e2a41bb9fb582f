//! What a program says of a piece, in the answer to a call or in a result of its own, and what a call came to: pure rules.

use platform::{Invalid, mask};
use reqwest::Url;
use serde_json::Value;

use crate::word::words;

words! {
    /// How a piece stands over there.
    Word {
        /// The program has it and has not finished.
        Accepted = "accepted",
        /// The public can read it.
        Live = "live",
        /// It will not be published.
        Failed = "failed",
        /// It was taken down, or never stood.
        Withdrawn = "withdrawn",
        /// The program never got it.
        Unknown = "unknown",
    }
}

/// How a piece stands over there, with what goes with the word.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Standing {
    pub word: Word,
    /// Where the public reads it: there where it is live.
    pub url: Option<String>,
    /// The platform's own id of it.
    pub external: Option<String>,
    /// Why not: there where it failed.
    pub reason: Option<String>,
}

/// What a call came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// The program said how the piece stands.
    Standing(Standing),
    /// It will never take this as it is.
    Refused(String),
    /// It surely did not take it, and asks to be called again.
    Later,
    /// It takes nothing from us: its secret is another, or it wants no more.
    Stopped(&'static str),
    /// The call surely did not arrive.
    Unsent(String),
    /// Nobody knows.
    Lost(String),
}

/// What was met, as far as it matters here.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Met<'a> {
    pub(crate) status: Option<u16>,
    pub(crate) unsent: bool,
    pub(crate) puts_off: bool,
    pub(crate) error: &'a str,
    pub(crate) body: &'a str,
}

/// The longest address, id and reason that are kept.
const ADDRESS: usize = 1000;
const ID: usize = 200;
const REASON: usize = 300;

impl Told {
    /// Reads what a call met. `silent` is what an empty answer means.
    pub(crate) fn of(met: Met<'_>, silent: Option<Word>) -> Self {
        let Some(status) = met.status else {
            let why = met.error.to_owned();
            return if met.unsent { Self::Unsent(why) } else { Self::Lost(why) };
        };
        match status {
            200..=299 => Self::said(met.body, silent),
            401 | 403 => Self::Stopped("对接程序不认我们的签名（401），请核对密钥"),
            410 => Self::Stopped("对接程序答复不再接收（410），请与承建方核实"),
            408 | 425 | 429 => Self::Later,
            503 if met.puts_off => Self::Later,
            // It is at this very message already: how it stands is asked.
            409 => Self::Lost("answered 409".to_owned()),
            400..=499 => Self::Refused(reason_in(met.body).unwrap_or_else(|| format!("HTTP {status}"))),
            _ => Self::Lost(format!("answered {status}")),
        }
    }

    fn said(body: &str, silent: Option<Word>) -> Self {
        if body.is_empty() {
            let bare = |word| Self::Standing(Standing { word, url: None, external: None, reason: None });
            return silent.map_or_else(|| Self::Lost("an empty answer".to_owned()), bare);
        }
        let read = serde_json::from_str(body).ok().and_then(|value| Standing::read(&value).ok());
        read.map_or_else(|| Self::Lost("an answer that cannot be read".to_owned()), Self::Standing)
    }

    /// One word, for the log.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Standing(standing) => standing.word.as_str(),
            Self::Refused(_) => "refused",
            Self::Later => "later",
            Self::Stopped(_) => "stopped",
            Self::Unsent(_) => "unsent",
            Self::Lost(_) => "lost",
        }
    }
}

impl Standing {
    /// Reads it; every fault is told at once.
    pub(crate) fn read(value: &Value) -> Result<Self, Invalid> {
        let mut faults = Invalid::default();
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        let word = text("state").and_then(|word| Word::try_from(word.to_owned()).ok());
        if word.is_none() {
            faults.add("state", "NOT_VALID", "须为 accepted、live、failed、withdrawn 或 unknown");
        }
        let url = text("url");
        faults.check(url.is_none_or(is_address), "url", "NOT_AN_ADDRESS", "须为 http 或 https 网址，不超过 1000 字");
        if word == Some(Word::Live) {
            faults.check(url.is_some(), "url", "REQUIRED", "已发布的须给出网址");
        }
        let external = text("id");
        faults.check(external.is_none_or(|id| id.chars().count() <= ID), "id", "LENGTH", "不超过 200 字");
        match word {
            Some(word) => {
                faults.into_result()?;
                let reason = text("reason").map(shortened);
                Ok(Self { word, url: url.map(str::to_owned), external: external.map(str::to_owned), reason })
            }
            None => Err(faults),
        }
    }

    /// Why it failed, in words.
    pub(crate) fn why(&self) -> &str {
        self.reason.as_deref().unwrap_or("未说明原因")
    }
}

fn is_address(text: &str) -> bool {
    text.len() <= ADDRESS
        && Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// Someone else's words: no number of a person stays in them, and not more than a page can show (I7).
fn shortened(text: &str) -> String {
    mask::staff(&text.chars().take(REASON).collect::<String>())
}

/// The reason in a refusal: a problem's `detail` or `title`, or `reason`; else its first words.
fn reason_in(body: &str) -> Option<String> {
    let value: Value = serde_json::from_str(body).unwrap_or_default();
    let named = ["reason", "detail", "title"].iter().find_map(|name| value.get(name).and_then(Value::as_str));
    let plain = Some(body).filter(|body| value.is_null() && !body.contains('<'));
    named.or(plain).map(str::trim).filter(|text| !text.is_empty()).map(shortened)
}

#[cfg(test)]
mod tests {
    use super::{Met, Standing, Told, Word};
    use platform::Refusal as _;
    use serde_json::json;

    fn answered(status: u16, body: &str) -> Told {
        Told::of(Met { status: Some(status), body, ..Met::default() }, Some(Word::Accepted))
    }

    #[test]
    fn i4_what_may_have_arrived_is_never_taken_for_what_did_not() {
        let unsent = Met { unsent: true, ..Met::default() };
        assert!(matches!(Told::of(unsent, None), Told::Unsent(_)));
        assert!(matches!(Told::of(Met::default(), None), Told::Lost(_)));
        for status in [302, 409, 500, 502, 503, 504] {
            assert!(matches!(answered(status, ""), Told::Lost(_)), "{status}");
        }
        let put_off = Met { status: Some(503), puts_off: true, ..Met::default() };
        assert_eq!(Told::of(put_off, None), Told::Later);
        assert!(matches!(answered(200, "{\"ok\":true}"), Told::Lost(_)), "unreadable");
    }

    #[test]
    fn a_refusal_keeps_its_reason_and_no_number_of_a_person() {
        let refused = |body| answered(422, body);
        assert_eq!(refused("{\"detail\":\"标题超过 30 字\"}"), Told::Refused("标题超过 30 字".into()));
        assert_eq!(refused("<html>"), Told::Refused("HTTP 422".into()));
        let Told::Refused(reason) = refused("{\"reason\":\"问 13812345678\"}") else { panic!() };
        assert!(!reason.contains("13812345678"), "{reason}");
        assert!(matches!(answered(401, ""), Told::Stopped(_)));
        assert!(matches!(answered(410, ""), Told::Stopped(_)));
    }

    #[test]
    fn an_empty_answer_means_accepted_and_a_live_piece_has_an_address() {
        let Told::Standing(standing) = answered(204, "") else { panic!() };
        assert_eq!(standing.word, Word::Accepted);
        let live = Standing::read(&json!({ "state": "live", "url": "https://weibo.com/1/a", "id": "a" })).unwrap();
        assert_eq!((live.word, live.external.as_deref()), (Word::Live, Some("a")));
        for wrong in [
            json!({ "state": "live" }),
            json!({ "state": "live", "url": "javascript:alert(1)" }),
            json!({ "state": "done" }),
            json!(null),
        ] {
            assert!(!Standing::read(&wrong).unwrap_err().fields().is_empty(), "{wrong}");
        }
    }
}
