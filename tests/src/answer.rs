//! What a GraphQL request was answered.

use serde_json::Value;

/// An answer, to be taken as data or as a refusal.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The whole body.
    pub body: Value,
}

impl Answer {
    /// The data of an answer without errors.
    ///
    /// # Panics
    /// When there are errors, showing them.
    #[must_use]
    pub fn data(self) -> Value {
        let errors = self.body.get("errors");
        assert!(errors.is_none(), "{} {errors:?}", self.status);
        self.body.get("data").cloned().unwrap_or_default()
    }

    /// One value of the data, by its JSON pointer, such as `/me/person/name`.
    ///
    /// # Panics
    /// When there are errors, or nothing is there.
    #[must_use]
    pub fn at(self, pointer: &str) -> Value {
        let data = self.data();
        data.pointer(pointer).cloned().unwrap_or_else(|| panic!("nothing at {pointer} in {data}"))
    }

    /// The same, as text.
    ///
    /// # Panics
    /// When there are errors, or no text is there.
    #[must_use]
    pub fn text(self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_else(|| panic!("no text at {pointer}")).to_owned()
    }

    /// The code of the first error, such as `FORBIDDEN`; nothing where there is none.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.extension("code")
    }

    /// The stable reason of the first error, such as `ROLE_REQUIRED`.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.extension("reason")
    }

    fn extension(&self, name: &str) -> Option<&str> {
        self.body.pointer(&format!("/errors/0/extensions/{name}"))?.as_str()
    }
}
