//! What only a person can say, with the flags that say it.

use autogen_core::decision::Question;

use super::text::{one_line, shell};
use crate::failure::Failure;

/// A failure that asks: exit code 3.
pub(crate) fn ask(questions: &[Question]) -> Failure {
    let lost: Vec<_> = questions.iter().map(|q| format!("\n  {}", one_line(&q.object))).collect();
    let what = if questions.len() == 1 { "this loses data" } else { "these lose data" };
    let mut failure =
        Failure::decision(format!("{what}, so nothing was written:{}", lost.concat()));
    for rename in questions.iter().flat_map(|question| &question.renames) {
        let rename = shell(rename);
        failure = failure.hint(format!("if it is a rename, keep the data: --rename {rename}"));
    }
    let flags: Vec<_> =
        questions.iter().map(|question| format!("--allow {}", shell(&question.allow))).collect();
    failure.hint(format!("if the loss is meant: {}", flags.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_can_be_pasted() {
        let question = |object: &str, allow: &str, renames: &[&str]| Question {
            object: object.to_owned(),
            allow: allow.to_owned(),
            renames: renames.iter().map(|rename| (*rename).to_owned()).collect(),
        };
        let questions = [
            question(
                "column public.user.fax",
                "drop-column:public.user.fax",
                &["public.user.fax=phone"],
            ),
            question("table public.it's", "drop-table:public.it's", &[]),
        ];
        let text = ask(&questions).to_string();
        assert!(
            text.contains("these lose data, so nothing was written:\n  column public.user.fax\n"),
            "{text}"
        );
        assert!(text.contains("--rename public.user.fax=phone\n"), "{text}");
        assert!(
            text.ends_with(
                r"--allow drop-column:public.user.fax --allow 'drop-table:public.it'\''s'"
            ),
            "{text}"
        );
    }
}
