//! A result as it comes from a program (`schema/events/connector-result.json`), and how it is answered.

use platform::webhook::Declined;
use platform::{Invalid, Refusal as _};
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
