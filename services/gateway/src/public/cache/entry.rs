//! One kept answer, in the forms clients take it.

use std::io::Write as _;
use std::sync::OnceLock;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use ring::digest::{SHA256, digest};

/// Shorter answers are not worth compressing.
const WORTH_COMPRESSING: usize = 1024;

/// An answer and what it depends on.
pub(super) struct Entry {
    pub(super) county: Option<i32>,
    pub(super) began: u64,
    headers: HeaderMap,
    plain: Bytes,
    compressed: OnceLock<Bytes>,
}

impl Entry {
    /// Keeps an answer. Its tag is weak, since it stands for both forms.
    pub(super) fn new(mut headers: HeaderMap, plain: Bytes, county: Option<i32>, began: u64) -> Self {
        let hash = digest(&SHA256, &plain);
        let tag = hex::encode(hash.as_ref().get(..12).unwrap_or_default());
        if let Ok(tag) = HeaderValue::from_str(&format!("W/\"{tag}\"")) {
            headers.insert(header::ETAG, tag);
        }
        headers.insert(header::VARY, HeaderValue::from_static("accept, accept-encoding"));
        headers.remove(header::CONTENT_LENGTH);
        Self { county, began, headers, plain, compressed: OnceLock::new() }
    }

    /// Bytes it takes, about.
    pub(super) fn size(&self) -> usize {
        self.plain.len() * 5 / 4 + 1024
    }

    /// The answer to one request: nothing new, compressed, or plain.
    pub(super) fn answer(&self, asked: &HeaderMap) -> Response {
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = self.headers.clone();
        if self.is_known(asked) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        let takes_gzip = asked
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|encodings| encodings.split(',').any(|one| matches!(one.trim(), "gzip" | "*")));
        if takes_gzip && WORTH_COMPRESSING <= self.plain.len() {
            let compressed = self.compressed.get_or_init(|| compress(&self.plain));
            if !compressed.is_empty() {
                response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                *response.body_mut() = Body::from(compressed.clone());
                return response;
            }
        }
        *response.body_mut() = Body::from(self.plain.clone());
        response
    }

    /// True when the client has it already.
    fn is_known(&self, asked: &HeaderMap) -> bool {
        let Some(tag) = self.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()) else { return false };
        let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        known.is_some_and(|known| known.split(',').any(|one| matches!(one.trim(), "*") || one.trim() == tag))
    }
}

/// Compressed bytes, or none if that failed, as it cannot in memory.
fn compress(plain: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 3), Compression::default());
    encoder.write_all(plain).and_then(|()| encoder.finish()).map(Bytes::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Entry;
    use axum::body::Bytes;
    use axum::http::{HeaderMap, HeaderValue, StatusCode, header};

    #[test]
    fn a_client_that_has_the_answer_is_told_so_and_one_that_takes_gzip_gets_it() {
        let entry = Entry::new(HeaderMap::new(), Bytes::from("水".repeat(1000)), None, 0);
        let plain = entry.answer(&HeaderMap::new());
        let tag = plain.headers()[header::ETAG].clone();
        assert!(plain.status() == StatusCode::OK && !plain.headers().contains_key(header::CONTENT_ENCODING));
        let mut asked = HeaderMap::new();
        asked.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br, gzip"));
        assert_eq!(entry.answer(&asked).headers()[header::CONTENT_ENCODING], "gzip");
        asked.insert(header::IF_NONE_MATCH, tag);
        assert_eq!(entry.answer(&asked).status(), StatusCode::NOT_MODIFIED);
    }
}
