//! The `dateline` program: everything it does is in the library.

fn main() -> std::process::ExitCode {
    dateline::cli::run(std::env::args_os())
}
