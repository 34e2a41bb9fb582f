//! The running platform, seen from outside.

use serde_json::{Value, json};

use crate::session::{Session, Surface};
use crate::{HENAN, NEIXIANG, PASSWORD, Process};

/// A gateway and a worker on one database.
#[derive(Debug)]
pub struct App {
    pub(crate) client: reqwest::Client,
    pub(crate) base: String,
    /// The gateway.
    pub gateway: Process,
    /// The worker.
    pub worker: Process,
}

impl App {
    /// The address of a page, from its path.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// A client for anything that is not GraphQL.
    #[must_use]
    pub fn client(&self) -> &reqwest::Client {
        &self.client
    }

    /// Nobody in particular, at one surface.
    #[must_use]
    pub fn anonymous(&self, surface: Surface) -> Session {
        Session {
            client: self.client.clone(),
            base: self.base.clone(),
            surface,
            cookie: String::new(),
            csrf: String::new(),
            token: String::new(),
        }
    }

    /// One of the demo's people of Neixiang, at the console.
    ///
    /// # Panics
    /// When sign-in is refused.
    pub async fn sign_in(&self, login: &str) -> Session {
        self.sign_in_at(NEIXIANG, login).await
    }

    /// One of the demo's people of any county, at the console.
    ///
    /// # Panics
    /// When sign-in is refused.
    pub async fn sign_in_at(&self, county: i32, login: &str) -> Session {
        let query = "mutation($place: Int!, $login: String!, $password: String!) {
            signIn(county: $place, login: $login, password: $password) { csrfToken } }";
        self.enter(Surface::Console, query, county, login).await
    }

    /// The province's overseer, at the board.
    ///
    /// # Panics
    /// When sign-in is refused.
    pub async fn oversee(&self) -> Session {
        self.oversee_from(HENAN, "sheng.overseer").await
    }

    /// Any overseer, at the board.
    ///
    /// # Panics
    /// When sign-in is refused.
    pub async fn oversee_from(&self, region: i32, login: &str) -> Session {
        let query = "mutation($place: Int!, $login: String!, $password: String!) {
            signIn(region: $place, login: $login, password: $password) { csrfToken } }";
        self.enter(Surface::Oversight, query, region, login).await
    }

    async fn enter(&self, surface: Surface, query: &str, place: i32, login: &str) -> Session {
        let mut session = self.anonymous(surface);
        let variables = json!({ "place": place, "login": login, "password": PASSWORD });
        let body = json!({ "query": query, "variables": variables });
        let response = session.request().json(&body).send().await.expect("an answer to sign-in");
        let cookie = response.headers().get("set-cookie").and_then(|value| value.to_str().ok()).map(str::to_owned);
        let answer: Value = response.json().await.expect("JSON from sign-in");
        let Some(cookie) = cookie else { panic!("{login} is not signed in: {answer}") };
        session.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        session.csrf =
            answer.pointer("/data/signIn/csrfToken").and_then(Value::as_str).expect("a CSRF token").to_owned();
        session
    }
}
