//! Makes a request for every operation of a printed schema: all its arguments, and every field it may answer with.

use std::collections::HashMap;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, FieldDefinition, Type, TypeDefinition, TypeKind, TypeSystemDefinition};

/// A printed schema.
pub(super) struct Sdl {
    types: HashMap<String, TypeDefinition>,
}

/// A root field, by the kind of operation it belongs to.
pub(super) struct Operation {
    pub(super) kind: &'static str,
    pub(super) name: String,
    field: FieldDefinition,
}

/// How many levels of objects an answer is followed into.
const LEVELS: usize = 4;

impl Sdl {
    pub(super) fn read(text: &str) -> Self {
        let document = parse_schema(text).unwrap();
        let types = document.definitions.into_iter().filter_map(|definition| match definition {
            TypeSystemDefinition::Type(definition) => Some((definition.node.name.node.to_string(), definition.node)),
            _ => None,
        });
        Self { types: types.collect() }
    }

    /// Every root field of queries, mutations and subscriptions.
    pub(super) fn operations(&self) -> Vec<Operation> {
        let mut operations = Vec::new();
        for (root, kind) in [("Query", "query"), ("Mutation", "mutation"), ("Subscription", "subscription")] {
            for field in self.fields(root) {
                operations.push(Operation { kind, name: field.name.node.to_string(), field: field.clone() });
            }
        }
        operations
    }

    /// The operation's document, with `id` naming the value of each id argument by its path, such as `input.columnId`.
    pub(super) fn document(&self, operation: &Operation, id: &dyn Fn(&str) -> String) -> String {
        let arguments: Vec<String> = operation
            .field
            .arguments
            .iter()
            .map(|argument| {
                let name = argument.node.name.node.to_string();
                let value = self.value(&name, &argument.node.ty.node, id);
                format!("{name}: {value}")
            })
            .collect();
        let arguments = if arguments.is_empty() { String::new() } else { format!("({})", arguments.join(", ")) };
        let selection = self.selection(named(&operation.field.ty.node), LEVELS);
        format!("{} {{ {}{arguments} {selection} }}", operation.kind, operation.name)
    }

    fn fields(&self, name: &str) -> Vec<FieldDefinition> {
        match self.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Object(object)) => object.fields.iter().map(|field| field.node.clone()).collect(),
            _ => Vec::new(),
        }
    }

    fn selection(&self, name: &str, levels: usize) -> String {
        let fields = self.fields(name);
        if fields.is_empty() {
            return String::new();
        }
        let mut selected = Vec::new();
        for field in fields.iter().filter(|field| field.arguments.is_empty()) {
            let inner = named(&field.ty.node);
            if self.fields(inner).is_empty() {
                selected.push(field.name.node.to_string());
            } else if 0 < levels && field.name.node != "edges" {
                selected.push(format!("{} {}", field.name.node, self.selection(inner, levels - 1)));
            }
        }
        selected.push("__typename".to_owned());
        format!("{{ {} }}", selected.join(" "))
    }

    fn value(&self, path: &str, ty: &Type, id: &dyn Fn(&str) -> String) -> String {
        match &ty.base {
            BaseType::List(inner) => format!("[{}]", self.value(path, inner, id)),
            BaseType::Named(name) => match name.as_str() {
                "ID" => format!("\"{}\"", id(path)),
                "Int" => "1".to_owned(),
                "Float" => "1.0".to_owned(),
                "Boolean" => "true".to_owned(),
                "DateTime" => "\"2026-11-30T00:00:00Z\"".to_owned(),
                "Date" => "\"2026-11-30\"".to_owned(),
                "JSON" => "[]".to_owned(),
                "String" => string_value(path),
                other => self.composed(path, other, id),
            },
        }
    }

    fn composed(&self, path: &str, name: &str, id: &dyn Fn(&str) -> String) -> String {
        match self.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Enum(values)) => values.values[0].node.value.node.to_string(),
            Some(TypeKind::InputObject(input)) => {
                let fields = input.fields.iter().map(|field| {
                    let inner = field.node.name.node.to_string();
                    format!("{inner}: {}", self.value(&format!("{path}.{inner}"), &field.node.ty.node, id))
                });
                format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
            }
            _ => panic!("{path}: no value is known for the type {name}"),
        }
    }
}

/// Plausible texts, so that input passes as far as the check of the tenant.
fn string_value(path: &str) -> String {
    let last = path.rsplit('.').next().unwrap();
    let value = match last {
        "after" => return "null".to_owned(),
        "login" => "someone.else",
        "password" | "new" | "current" => "Some-Password-1",
        "endpoint" | "baseUrl" | "externalUrl" | "sourceUrl" => "http://127.0.0.1:9/x",
        "slug" => "some-slug",
        "mime" => "image/png",
        "queryCode" => "0000000000",
        "list" => "local",
        "scopes" => "board:read",
        _ => "一段文字说明",
    };
    format!("\"{value}\"")
}

fn named(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => named(inner),
    }
}
