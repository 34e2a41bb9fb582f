//! Makes a request for every operation of a printed schema: all its arguments, and the fields it may answer with.

use std::collections::HashMap;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, FieldDefinition, Type, TypeDefinition, TypeKind, TypeSystemDefinition};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

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

/// A scalar that an operation takes, by its path such as `input.columnId`.
#[derive(Clone, Debug)]
pub(super) struct Argument {
    pub(super) path: String,
    pub(super) ty: String,
}

/// Whether the arguments that may be left out are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    All,
    Required,
}

/// Fields of one answer: below the limits of the gateway, twenty rows of them too.
const FIELDS: usize = 250;

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
        let roots = [("Query", "query"), ("Mutation", "mutation"), ("Subscription", "subscription")];
        let of = |(root, kind)| {
            let operation = move |field: FieldDefinition| Operation { kind, name: field.name.node.to_string(), field };
            self.fields(root).into_iter().map(operation)
        };
        roots.into_iter().flat_map(of).collect()
    }

    /// Every scalar the operation takes, those inside its inputs too.
    pub(super) fn arguments(&self, operation: &Operation) -> Vec<Argument> {
        let mut found = Vec::new();
        for argument in &operation.field.arguments {
            self.scalars(argument.node.name.node.as_str(), &argument.node.ty.node, &mut found);
        }
        found
    }

    /// The words of an enumeration.
    pub(super) fn words(&self, name: &str) -> Vec<String> {
        match self.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Enum(words)) => words.values.iter().map(|word| word.node.value.node.to_string()).collect(),
            _ => Vec::new(),
        }
    }

    /// The operation's document; `named` tells the value of an argument that names a row.
    pub(super) fn document(
        &self,
        operation: &Operation,
        given: Given,
        named: &dyn Fn(&str) -> Option<String>,
    ) -> String {
        let mut arguments = Vec::new();
        for argument in &operation.field.arguments {
            let (name, ty) = (&argument.node.name.node, &argument.node.ty.node);
            if given == Given::All || !ty.nullable {
                arguments.push(format!("{name}: {}", self.value(name, ty, given, named)));
            }
        }
        let arguments = if arguments.is_empty() { String::new() } else { format!("({})", arguments.join(", ")) };
        let answer = inner(&operation.field.ty.node);
        let widest =
            (0..6).map(|levels| self.selection(answer, levels)).take_while(|(_, count)| *count <= FIELDS).last();
        let (selection, _) = widest.unwrap_or_default();
        format!("{} {{ {}{arguments} {selection} }}", operation.kind, operation.name)
    }

    fn fields(&self, name: &str) -> Vec<FieldDefinition> {
        match self.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Object(object)) => object.fields.iter().map(|field| field.node.clone()).collect(),
            _ => Vec::new(),
        }
    }

    /// The fields of a type that take no arguments, followed some levels deep, and how many there are.
    fn selection(&self, name: &str, levels: usize) -> (String, usize) {
        let fields = self.fields(name);
        if fields.is_empty() {
            return (String::new(), 0);
        }
        let (mut selected, mut count) = (vec!["__typename".to_owned()], 1);
        for field in fields.iter().filter(|field| field.arguments.is_empty() && field.name.node != "edges") {
            let of = inner(&field.ty.node);
            // A page is not a level of its own.
            let next = if field.name.node == "nodes" { Some(levels) } else { levels.checked_sub(1) };
            match (self.fields(of).is_empty(), next) {
                (true, _) => selected.push(field.name.node.to_string()),
                (false, None) => continue,
                (false, Some(next)) => {
                    let (deeper, more) = self.selection(of, next);
                    selected.push(format!("{} {deeper}", field.name.node));
                    count += more;
                }
            }
            count += 1;
        }
        (format!("{{ {} }}", selected.join(" ")), count)
    }

    fn scalars(&self, path: &str, ty: &Type, found: &mut Vec<Argument>) {
        let name = inner(ty);
        if let Some(TypeKind::InputObject(input)) = self.types.get(name).map(|definition| &definition.kind) {
            for field in &input.fields {
                self.scalars(&format!("{path}.{}", field.node.name.node), &field.node.ty.node, found);
            }
        } else {
            found.push(Argument { path: path.to_owned(), ty: name.to_owned() });
        }
    }

    fn value(&self, path: &str, ty: &Type, given: Given, named: &dyn Fn(&str) -> Option<String>) -> String {
        match &ty.base {
            BaseType::List(inner) => format!("[{}]", self.value(path, inner, given, named)),
            BaseType::Named(name) => match self.types.get(name.as_str()).map(|definition| &definition.kind) {
                // An account at WeChat would want its secrets besides.
                Some(TypeKind::Enum(_)) if name == "Channel" => "WEBSITE".to_owned(),
                // Only a reviewer's steps go to an OA.
                Some(TypeKind::Enum(_)) if path.ends_with("routes.role") => "PRINCIPAL".to_owned(),
                Some(TypeKind::Enum(words)) => words.values[0].node.value.node.to_string(),
                Some(TypeKind::InputObject(input)) => {
                    let fields = input.fields.iter().map(|field| &field.node);
                    let fields = fields.filter(|field| given == Given::All || !field.ty.node.nullable).map(|field| {
                        let inner = format!("{path}.{}", field.name.node);
                        format!("{}: {}", field.name.node, self.value(&inner, &field.ty.node, given, named))
                    });
                    format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
                }
                _ => named(path).unwrap_or_else(|| plausible(path, name)),
            },
        }
    }
}

/// A value that passes as input, so that the request comes as far as the check of the tenant.
fn plausible(path: &str, ty: &str) -> String {
    let last = path.rsplit('.').next().unwrap();
    // The gateway tells the time by the clock of this machine, and dates of its own must lie ahead of it.
    #[expect(clippy::disallowed_methods, reason = "the real binary runs on the real clock")]
    let tomorrow = OffsetDateTime::now_utc() + Duration::days(1);
    let text = match ty {
        "Int" if last == "first" => return "20".to_owned(),
        "Int" if last == "start" => return "0".to_owned(),
        "Int" if last == "everyMinutes" => return "60".to_owned(),
        // A piece without blocks has nothing to put in order.
        "Int" if last == "order" => return String::new(),
        "Int" | "Float" => return "1".to_owned(),
        "Boolean" => return (!matches!(last, "overdue" | "ended")).to_string(),
        "JSON" => return "[]".to_owned(),
        "DateTime" if matches!(last, "since" | "from" | "sourcePublishedAt") => "2026-01-01T00:00:00Z".to_owned(),
        "DateTime" if matches!(last, "endsAt" | "expiresAt") => {
            (tomorrow + Duration::days(1)).format(&Rfc3339).unwrap()
        }
        "DateTime" => tomorrow.format(&Rfc3339).unwrap(),
        "Date" if matches!(last, "filedOn" | "approvedOn" | "reprintedOn" | "usedOn") => "2026-01-05".to_owned(),
        // What has happened.
        "Date" if matches!(last, "openedOn" | "occurredOn" | "noticeOn" | "foundOn" | "on") => "2026-01-05".to_owned(),
        "Date" => tomorrow.date().to_string(),
        "String" => match last {
            // Absent: a list is to be read from its beginning, and whole.
            "after" | "search" | "column" | "topic" | "sourceUrl" | "domain" => return "null".to_owned(),
            "appSecret" | "callbackToken" | "externalId" | "baseUrl" => return "null".to_owned(),
            "encodingAesKey" | "previousEncodingAesKey" => return "null".to_owned(),
            "key" => "A".repeat(43),
            "login" | "account" => "someone.else".to_owned(),
            "password" | "new" | "current" => "Some-Password-1".to_owned(),
            "externalUrl" | "url" | "address" | "noticeAddress" => "https://www.example.cn/1".to_owned(),
            "endpoint" => "http://127.0.0.1:9/x".to_owned(),
            "opens" => "08:00".to_owned(),
            "closes" => "20:00".to_owned(),
            "slug" => "some-slug".to_owned(),
            "languages" => "en".to_owned(),
            // The first character of the planted title.
            "path" => "title".to_owned(),
            "quote" => "密".to_owned(),
            "mime" => "image/png".to_owned(),
            // A list with one word.
            "base64" => "6K+N6K+tCuafkOS4quivjeivrQo=".to_owned(),
            "fileName" => "x.png".to_owned(),
            "phone" => "13800000000".to_owned(),
            "list" => "local".to_owned(),
            "scopes" => "figures".to_owned(),
            // A word for the automatic checks to find.
            "summary" => "全国最佳的一段文字".to_owned(),
            _ => "一段文字说明".to_owned(),
        },
        other => panic!("{path}: no value is known for the type {other}"),
    };
    format!("\"{text}\"")
}

/// The type inside lists.
fn inner(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(of) => inner(of),
    }
}
