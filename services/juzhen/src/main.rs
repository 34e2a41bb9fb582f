//! juzhen.
fn main() {}
