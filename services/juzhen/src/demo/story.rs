//! What the demo tells, as `demo/pieces.toml` has it.

use std::collections::BTreeSet;

use platform::CountyId;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Fault;

const STORY: &str = include_str!("../../demo/pieces.toml");
/// The county's measures of 2016, the platform's founding text; the first line is its title.
const MEASURES: &str = include_str!("../../demo/measures.txt");

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    pub(super) column: Vec<Column>,
    pub(super) source: Vec<Source>,
    pub(super) piece: Vec<Piece>,
    #[serde(default)]
    pub(super) template: Vec<Template>,
    pub(super) letter: Vec<Letter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Column {
    pub(super) county: CountyId,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) name_en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub(super) county: CountyId,
    pub(super) name: String,
    pub(super) domain: String,
    pub(super) list: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Piece {
    pub(super) county: CountyId,
    pub(super) author: String,
    pub(super) column: String,
    pub(super) topics: Vec<String>,
    pub(super) kind: String,
    pub(super) sensitivity: String,
    #[serde(default)]
    pub(super) emergency: bool,
    pub(super) stage: Stage,
    /// What the picture shows, where there is one.
    pub(super) picture: Option<String>,
    pub(super) title: String,
    pub(super) summary: String,
    #[serde(default)]
    text: Vec<String>,
    /// Rows of cells, the first naming the columns.
    #[serde(default)]
    table: Vec<Vec<String>>,
    /// What a machine had to do with it; nothing otherwise.
    pub(super) ai: Option<String>,
    /// The body is the county's measures.
    #[serde(default)]
    measures: bool,
    chart: Option<Chart>,
}

/// How far a piece has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stage {
    Draft,
    InReview,
    /// In review, with the first step passed.
    AtDesk,
    Approved,
    Released,
    Pushed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Chart {
    title: String,
    unit: String,
    column: String,
    rows: Vec<(String, f64)>,
}

/// Blocks kept under a name; of their author's department unless for the whole county.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Template {
    pub(super) county: CountyId,
    pub(super) author: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) whole_county: bool,
    /// A line beginning with `#` is a heading.
    text: Vec<String>,
}

impl Template {
    /// The blocks as the editor would send them.
    pub(super) fn blocks(&self) -> Value {
        let block = |line: &String| match line.strip_prefix("# ") {
            Some(heading) => json!({ "type": "heading", "level": 2, "text": heading }),
            None => json!({ "type": "paragraph", "spans": [{ "text": line }] }),
        };
        self.text.iter().map(block).collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Letter {
    pub(super) county: CountyId,
    /// A question otherwise.
    #[serde(default)]
    pub(super) suggestion: bool,
    pub(super) title: String,
    pub(super) body: String,
    pub(super) name: String,
    pub(super) phone: Option<String>,
}

/// Reads the file in the binary.
pub(super) fn read() -> Result<Story, Fault> {
    Ok(toml::from_str(STORY)?)
}

impl Story {
    /// The counties it is about.
    pub(super) fn counties(&self) -> Vec<CountyId> {
        let counties: BTreeSet<CountyId> = self.piece.iter().map(|piece| piece.county).collect();
        counties.into_iter().rev().collect()
    }
}

impl Piece {
    /// The body as the editor would send it.
    pub(super) fn blocks(&self) -> Value {
        let measures = MEASURES.lines().skip(1).filter(|_| self.measures);
        let texts = self.text.iter().map(String::as_str).chain(measures);
        let paragraphs = texts.map(|text| json!({ "type": "paragraph", "spans": [{ "text": text }] }));
        let chart = self.chart.iter().map(|chart| {
            json!({ "type": "chart", "kind": "bar", "title": chart.title, "unit": chart.unit,
                "columns": [chart.column], "rows": chart.rows })
        });
        let table = Some(&self.table).filter(|rows| !rows.is_empty()).into_iter().map(|rows| {
            let cells = |row: &Vec<String>| row.iter().map(|cell| json!([{ "text": cell }])).collect::<Value>();
            let rows: Value = rows.iter().map(cells).collect();
            json!({ "type": "table", "headerRow": true, "headerColumn": false, "rows": rows })
        });
        paragraphs.chain(table).chain(chart).collect()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_story_is_about_both_counties() {
        let counties: Vec<i32> = super::read().unwrap().counties().iter().map(|county| county.0).collect();
        assert_eq!(counties, [411_325, 411_323]);
    }
}
