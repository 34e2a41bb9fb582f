//! The rules of this county: sensitive pieces are signed by every department they touch, before the desk decides.

use serde_json::json;

use super::Room;

const STEP: &str =
    "[[rule.step]]\nname = \"会签\"\nname_en = \"Co-signature\"\nrole = \"department_reviewer\"\nscope = \"department\"
co_sign = true\nworking_hours = 4\n\n";

/// C21: the administrator writes the step into the draft of the rules, and puts it in force.
pub(super) async fn sensitive_pieces_are_co_signed(room: &Room) {
    let admin = room.as_of("admin").await;
    let draft = admin.gql("mutation { beginRuleDraft { version toml } }", json!({})).await.at("/beginRuleDraft");
    let toml = draft["toml"].as_str().unwrap();
    let sensitive = toml.find("name = \"sensitive\"").unwrap();
    let desk = sensitive + toml[sensitive..].find("role = \"county_reviewer\"").unwrap();
    let at = toml[..desk].rfind("[[rule.step]]").unwrap();
    let toml = format!("{}{STEP}{}", &toml[..at], &toml[at..]);
    let import = "mutation($version: Int!, $toml: String!) { importRuleDraft(version: $version, toml: $toml) { version faults { code } } }";
    let saved = admin.gql(import, json!({ "version": draft["version"], "toml": toml })).await.at("/importRuleDraft");
    assert_eq!(saved["faults"], json!([]));
    let publish = "mutation($version: Int!) { publishRuleDraft(version: $version, note: \"敏感稿件会签\") { version content { name } } }";
    let rules = admin.gql(publish, json!({ "version": saved["version"] })).await.at("/publishRuleDraft");
    assert!(
        rules.as_array().unwrap().contains(&json!({ "version": 2, "content": { "name": "sensitive" } })),
        "{rules}"
    );
}
