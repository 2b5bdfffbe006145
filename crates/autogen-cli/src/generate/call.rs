//! Calls of builders, laid out as rustfmt does.

const WIDTH: usize = 100;

/// `receiver.method(arguments).method(arguments)`.
#[derive(Clone, Debug)]
pub(super) struct Call {
    receiver: &'static str,
    methods: Vec<(String, Vec<String>)>,
}

impl Call {
    /// On a variable.
    pub(super) fn on(receiver: &'static str) -> Self {
        Self { receiver, methods: Vec::new() }
    }

    /// With a method.
    pub(super) fn method(mut self, name: &str, arguments: &[String]) -> Self {
        self.methods.push((name.to_owned(), arguments.to_vec()));
        self
    }

    /// The statement, in the body of a closure.
    pub(super) fn source(&self) -> String {
        let one = |(name, arguments): &(String, Vec<String>)| {
            format!(".{name}({})", arguments.join(", "))
        };
        let methods: Vec<String> = self.methods.iter().map(one).collect();
        let line = format!("    {}{};\n", self.receiver, methods.concat());
        if line.trim_end().chars().count() <= WIDTH {
            return line;
        }
        let mut text = format!("    {}", self.receiver);
        let several = self.methods.len() > 1;
        for (method, (name, arguments)) in methods.iter().zip(&self.methods) {
            let indent = if several { "        " } else { "    " };
            if several {
                text += &format!("\n{indent}");
            }
            if indent.len() + method.chars().count() < WIDTH && several {
                text += method;
            } else {
                text += &format!(".{name}(\n");
                for argument in arguments {
                    text += &format!("{indent}    {argument},\n");
                }
                text += &format!("{indent})");
            }
        }
        text + ";\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_chain_is_broken() {
        let short = Call::on("table").method("check", &["\"a\"".into(), "\"b > 0\"".into()]);
        assert_eq!(short.source(), "    table.check(\"a\", \"b > 0\");\n");
        let long = format!("\"{}\"", "x".repeat(90));
        let one = Call::on("table").method("check", &["\"a\"".into(), long.clone()]);
        assert_eq!(
            one.source(),
            format!("    table.check(\n        \"a\",\n        {long},\n    );\n")
        );
        let two = Call::on("table").method("index", &[long]).method("unique", &[]).source();
        assert!(two.contains("table\n        .index(\n            \"xx"), "{two}");
        assert!(two.ends_with(")\n        .unique();\n"), "{two}");
    }
}
