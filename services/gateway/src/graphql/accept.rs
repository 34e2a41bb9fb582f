//! The forms an answer can take, and which of them a client's `Accept` asks for.

use axum::http::{HeaderMap, header};

/// The media type that the GraphQL-over-HTTP specification prefers.
pub(crate) const GRAPHQL_JSON: &str = "application/graphql-response+json";
/// The media type of older clients.
pub(crate) const JSON: &str = "application/json";
const EVENTS: &str = "text/event-stream";

/// What a client takes, of the forms we know, the dearest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Accept(Vec<&'static str>);

impl Accept {
    /// Reads the header: by weight, and where weights are equal in the order written. Without one, anything will do.
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        let mut lines = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).peekable();
        if lines.peek().is_none() {
            return Self(vec![GRAPHQL_JSON]);
        }
        let mut weighed: Vec<(f32, &'static str)> = lines.flat_map(|line| line.split(',')).filter_map(weigh).collect();
        weighed.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        Self(weighed.into_iter().map(|(_, media)| media).collect())
    }

    /// The JSON form to answer in; none where the client takes neither.
    pub(crate) fn json(&self) -> Option<&'static str> {
        self.0.iter().copied().find(|media| *media != EVENTS)
    }

    /// Whether an event stream would be understood: enough for a subscription, which has no other form here.
    pub(crate) fn takes_events(&self) -> bool {
        self.0.contains(&EVENTS)
    }

    /// Whether an event stream is what the client likes best: only then is a query or a mutation answered as one.
    pub(crate) fn prefers_events(&self) -> bool {
        self.0.first() == Some(&EVENTS)
    }
}

/// One part of the header with its weight; none for a form we do not have, or one refused by a weight of 0.
fn weigh(part: &str) -> Option<(f32, &'static str)> {
    let mut words = part.split(';').map(str::trim);
    let media = match words.next().unwrap_or_default().to_ascii_lowercase().as_str() {
        GRAPHQL_JSON => GRAPHQL_JSON,
        JSON | "application/*" | "*/*" => JSON,
        EVENTS | "text/*" => EVENTS,
        _ => return None,
    };
    let weight = words.find_map(|word| word.strip_prefix("q=")).map_or(Some(1.0), |text| text.trim().parse().ok())?;
    (0.0 < weight).then_some((weight, media))
}

#[cfg(test)]
mod tests {
    use super::Accept;
    use axum::http::{HeaderMap, HeaderValue, header};

    fn read(accept: &'static str) -> (Option<&'static str>, bool, bool) {
        let headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]);
        let accept = Accept::read(&headers);
        (accept.json(), accept.takes_events(), accept.prefers_events())
    }

    #[test]
    fn an_event_stream_that_is_merely_listed_is_not_preferred() {
        let newer = Some("application/graphql-response+json");
        let urql = "application/graphql-response+json, application/graphql+json, application/json, text/event-stream";
        assert_eq!(read(urql), (newer, true, false));
        assert_eq!(read("text/event-stream"), (None, true, true));
        assert_eq!(read("text/event-stream, */*"), (Some("application/json"), true, true));
        assert_eq!(read("text/event-stream;q=0.5, application/json"), (Some("application/json"), true, false));
        assert_eq!(read("application/json;q=0.4, TEXT/event-stream; q=0.9"), (Some("application/json"), true, true));
        assert_eq!(read("application/json, text/event-stream;q=0"), (Some("application/json"), false, false));
        assert_eq!(read("image/png"), (None, false, false));
    }

    #[test]
    fn without_a_word_the_newer_form_is_given() {
        assert_eq!(Accept::read(&HeaderMap::new()).json(), Some("application/graphql-response+json"));
    }
}
