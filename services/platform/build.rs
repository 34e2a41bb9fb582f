//! New migrations are embedded even when no Rust file changed.
fn main() {
    println!("cargo:rerun-if-changed=../../schema/migrations");
}
