//! A result as it comes from a program (`schema/events/connector-result.json`), and how it is answered.

use platform::{FieldError, Invalid, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::answer::Standing;
use crate::TargetId;

/// How a message is answered; the same message is answered the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Said {
    /// It counts.
    Taken(Taken),
    /// It does not.
    Declined(Declined),
}

impl Said {
    /// The word of the refusal; empty where it counts.
    pub(super) fn reason(&self) -> &str {
        match self {
            Self::Taken(_) => "",
            Self::Declined(declined) => &declined.reason,
        }
    }
}

/// How the target stands after a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Taken {
    pub target: TargetId,
    /// `accepted`, `live`, `failed` or `withdrawn`.
    pub target_state: String,
}

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
    /// A refusal of ours that one field of the message brought about.
    pub(super) fn at(field: &str, refusal: &dyn Refusal) -> Self {
        let (reason, message) = (refusal.reason().to_owned(), refusal.message());
        let fields = vec![Field { field: field.to_owned(), code: reason.clone(), message: message.clone() }];
        Self { code: refusal.code().as_str().to_owned(), reason, message, fields }
    }

    /// Fields that break a rule.
    pub(super) fn of(invalid: &Invalid) -> Self {
        Self {
            code: invalid.code().as_str().to_owned(),
            reason: invalid.reason().to_owned(),
            message: invalid.message(),
            fields: invalid.fields().iter().map(Field::from).collect(),
        }
    }
}

/// The target a message names, if it can be read so far.
pub(super) fn target_in(message: &Value) -> Option<TargetId> {
    message.get("target").and_then(Value::as_str).and_then(|text| text.parse::<Uuid>().ok()).map(TargetId)
}

/// Reads a message; every fault of it is told at once.
pub(super) fn read(message: &Value) -> Result<(TargetId, Standing), Invalid> {
    let mut faults = Invalid::default();
    if message.get("type").and_then(Value::as_str) != Some("release.result") {
        faults.add("type", "NOT_VALID", "须为 release.result");
    }
    let target = target_in(message);
    if target.is_none() {
        faults.add("target", "NOT_VALID", "须为所收消息中的 target");
    }
    let standing = Standing::read(message)
        .map_err(|told| told.fields().iter().for_each(|fault| faults.add(&*fault.field, fault.code, &*fault.message)));
    match (target, standing) {
        (Some(target), Ok(standing)) => {
            faults.into_result()?;
            Ok((target, standing))
        }
        _ => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::connector::Word;
    use platform::Refusal as _;
    use serde_json::json;

    #[test]
    fn a_result_is_read_and_every_fault_of_one_is_told() {
        let target = uuid::Uuid::from_u128(7);
        let result = json!({ "type": "release.result", "target": target, "state": "failed", "reason": "标题过长" });
        let (of, standing) = read(&result).unwrap();
        assert_eq!((of.0, standing.word, standing.why()), (target, Word::Failed, "标题过长"));
        let invalid = read(&json!({ "type": "release.results", "target": 5, "state": "live" })).unwrap_err();
        let fields: Vec<_> = invalid.fields().iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["type", "target", "url"]);
    }
}
