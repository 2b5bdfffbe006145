//! `migrator!` of `autogen-migration`, where it is documented. What it embeds is read and verified here.

mod folder;

use std::path::Path;

use proc_macro::TokenStream;
use proc_macro2::Span;
use quote::quote;
use syn::{LitStr, parse_macro_input};

use folder::Folder;

/// The folder, if none is given.
const USUAL: &str = "generated";

/// See `autogen_migration::migrator!`.
#[proc_macro]
pub fn migrator(input: TokenStream) -> TokenStream {
    let given = parse_macro_input!(input as Option<LitStr>);
    let (name, span) = match &given {
        Some(literal) => (literal.value(), literal.span()),
        None => (USUAL.to_owned(), Span::call_site()),
    };
    match expand(&name) {
        Ok(tokens) => tokens.into(),
        Err(problem) => syn::Error::new(span, problem).to_compile_error().into(),
    }
}

fn expand(name: &str) -> Result<proc_macro2::TokenStream, String> {
    // cargo sets it for whatever it compiles
    let root = std::env::var_os("CARGO_MANIFEST_DIR").ok_or(
        "CARGO_MANIFEST_DIR is not set, so that nobody knows what the path is relative to",
    )?;
    let Folder { files, lock } = Folder::read(&Path::new(&root).join(name))?;
    let files = files.iter().map(|(name, path)| {
        quote! {
            ::autogen_migration::EmbeddedFile { name: #name, text: ::core::include_str!(#path) }
        }
    });
    Ok(quote! {{
        // the lock changes with whatever is added, so that this is expanded again
        const _: &str = ::core::include_str!(#lock);
        const FILES: &[::autogen_migration::EmbeddedFile] = &[#(#files),*];
        ::autogen_migration::Migrator::embedded(#name, FILES)
    }})
}
