//! Why a message that was handed in signed does not count, as whoever sent it reads it.

use serde::{Deserialize, Serialize};

use crate::{Code, FieldError, Invalid, Refusal};

/// Why a message does not count: a code of the closed set, a stable reason, a sentence, and the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Declined {
    pub code: String,
    pub reason: String,
    pub message: String,
    pub fields: Vec<Field>,
}

/// One field that is at fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Field {
    pub field: String,
    pub code: String,
    pub message: String,
}

impl From<&FieldError> for Field {
    fn from(error: &FieldError) -> Self {
        Self { field: error.field.clone(), code: error.code.to_owned(), message: error.message.clone() }
    }
}

impl Declined {
    /// What no single field brought about.
    #[must_use]
    pub fn whole(code: Code, reason: &str, message: &str) -> Self {
        let (code, reason, message) = (code.as_str().to_owned(), reason.to_owned(), message.to_owned());
        Self { code, reason, message, fields: Vec::new() }
    }

    /// What one field or header of the message brought about.
    #[must_use]
    pub fn by(field: impl Into<String>, code: Code, reason: &str, message: &str) -> Self {
        let one = Field { field: field.into(), code: reason.to_owned(), message: message.to_owned() };
        Self { fields: vec![one], ..Self::whole(code, reason, message) }
    }

    /// A refusal of ours that one field of the message brought about.
    pub fn at(field: impl Into<String>, refusal: &dyn Refusal) -> Self {
        Self::by(field, refusal.code(), refusal.reason(), &refusal.message())
    }

    /// Fields that break a rule.
    #[must_use]
    pub fn of(invalid: &Invalid) -> Self {
        let fields = invalid.fields().iter().map(Field::from).collect();
        Self { fields, ..Self::whole(invalid.code(), invalid.reason(), &invalid.message()) }
    }
}
