//! Someone at a surface: anonymous, signed in, or with a token.

use serde_json::{Value, json};
use tenancy::second_factor::{Secret, step_of};

use crate::{Answer, Listener, SECOND_FACTOR, Via};

/// One of the three audiences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// The staff's.
    Console,
    /// Everybody's.
    Public,
    /// The province's.
    Oversight,
}

impl Surface {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Console, Self::Public, Self::Oversight];

    /// Its GraphQL address.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Console => "/console/graphql",
            Self::Public => "/public/graphql",
            Self::Oversight => "/oversight/graphql",
        }
    }
}

/// Sends GraphQL as one person to one surface.
#[derive(Clone, Debug)]
pub struct Session {
    pub(crate) client: reqwest::Client,
    pub(crate) base: String,
    /// The surface it talks to.
    pub surface: Surface,
    /// The `cookie` header, empty for nobody.
    pub cookie: String,
    /// The proof that goes with the cookie.
    pub csrf: String,
    /// The bearer token, empty for none.
    pub token: String,
}

impl Session {
    /// Sends an operation with its variables.
    ///
    /// # Panics
    /// When there is no answer, or it is not JSON.
    pub async fn gql(&self, query: &str, variables: Value) -> Answer {
        self.send(&json!({ "query": query, "variables": variables })).await
    }

    /// Sends any body to the surface's address.
    ///
    /// # Panics
    /// When there is no answer, or it is not JSON.
    pub async fn send(&self, body: &Value) -> Answer {
        let response = self.request().json(body).send().await.expect("an answer");
        let status = response.status().as_u16();
        let text = response.text().await.expect("a whole answer");
        let body = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{status}, not JSON: {text}"));
        Answer { status, body }
    }

    /// A POST to the surface's address with this session's headers, for what `gql` does not do.
    pub fn request(&self) -> reqwest::RequestBuilder {
        let mut request = self.client.post(format!("{}{}", self.base, self.surface.path()));
        for (name, value) in self.headers() {
            request = request.header(name, value);
        }
        request
    }

    /// Gives a code of the phone that the demo's principals hold. A code is good once, so those who give several within a minute give
    /// earlier ones first.
    ///
    /// # Panics
    /// When none is taken.
    pub async fn prove(&self) {
        let secret = Secret::parse(SECOND_FACTOR).expect("the demo's secret");
        let now = step_of(platform::Clock::default().now());
        let mut refused = Vec::new();
        for step in now - 1..=now + 1 {
            let query = "mutation($code: String!) { proveSecondFactor(code: $code) }";
            let answer = self.gql(query, json!({ "code": secret.code(step) })).await;
            if answer.code().is_none() {
                return;
            }
            refused.push(answer);
        }
        panic!("no code is taken: {refused:?}");
    }

    /// Subscribes, and holds on.
    #[must_use]
    pub fn listen(&self, via: Via, query: &str) -> Listener {
        Listener::open(self, via, query)
    }

    pub(crate) fn headers(&self) -> Vec<(&'static str, String)> {
        let bearer = if self.token.is_empty() { String::new() } else { format!("Bearer {}", self.token) };
        let headers =
            [("cookie", self.cookie.clone()), ("x-juzhen-csrf", self.csrf.clone()), ("authorization", bearer)];
        headers.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}
