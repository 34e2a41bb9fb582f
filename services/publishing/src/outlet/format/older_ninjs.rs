//! A document in ninjs 2.2: the names of version 3 in small letters, and the standard named as what it is.

use serde_json::{Map, Value, json};

/// The schema the documents keep.
const SCHEMA: &str = "http://www.iptc.org/std/ninjs/ninjs-schema_2.2.json#";

pub(super) fn of(document: &Value) -> Value {
    let mut older = small(document);
    if let Value::Object(older) = &mut older {
        older.insert("standard".to_owned(), json!({ "name": "ninjs", "version": "2.2", "schema": SCHEMA }));
    }
    older
}

fn small(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.to_ascii_lowercase(), small(value)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        Value::Array(values) => values.iter().map(small).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use serde_json::json;

    #[test]
    fn names_are_small_and_values_are_kept() {
        let older = of(&json!({ "pubStatus": "usable", "bodies": [{ "contentType": "text/HTML", "charCount": 3 }] }));
        assert_eq!((&older["pubstatus"], &older["bodies"][0]["contenttype"]), (&json!("usable"), &json!("text/HTML")));
        assert_eq!(older["standard"]["version"], "2.2");
    }
}
