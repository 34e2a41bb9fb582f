//! A chart from a small table.

use std::fmt;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::ser::SerializeSeq as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A chart and the table it draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// How it is drawn.
    pub kind: ChartKind,
    /// What it shows.
    pub title: String,
    /// Of the numbers, such as 万人.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Names of the number columns; the label column has none.
    pub columns: Vec<String>,
    /// Rows: a label, then one number a column.
    pub rows: Vec<ChartRow>,
}

/// Ways to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the words are the forms")]
pub enum ChartKind {
    Bar,
    Line,
    Pie,
}

/// A row, in JSON the flat `["label", 1, 2.5]`; `null` is a number that is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartRow {
    /// Of the row.
    pub label: String,
    /// One a column.
    pub values: Vec<Option<f64>>,
}

impl Serialize for ChartRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_seq(Some(1 + self.values.len()))?;
        row.serialize_element(&self.label)?;
        for value in &self.values {
            row.serialize_element(value)?;
        }
        row.end()
    }
}

impl<'de> Deserialize<'de> for ChartRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Row)
    }
}

struct Row;

impl<'de> Visitor<'de> for Row {
    type Value = ChartRow;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row of a label and numbers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut row: A) -> Result<ChartRow, A::Error> {
        let label = row.next_element()?.ok_or_else(|| A::Error::custom("a row without a label"))?;
        let mut values = Vec::new();
        while let Some(value) = row.next_element()? {
            values.push(value);
        }
        Ok(ChartRow { label, values })
    }
}
