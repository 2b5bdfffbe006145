//! `upgrade`, `downgrade` and `current` on several databases or schemas.

use autogen_revision::{Chain, Direction};

use crate::args::{CurrentArgs, FleetArgs, MembersArgs};
use crate::context::Context;
use crate::drift::{Drift, Watched};
use crate::failure::{Failure, Outcome, Result};
use crate::fleet::{self, Chosen, Event, Group, How, Member, Row, Screen, Tell};
use crate::job::{Job, Site, place};
use crate::output;
use crate::report;

/// The fleet that a command is for; none when it is for one database.
///
/// # Errors
/// When a label is unknown, or options do not go together.
pub(crate) fn chosen(context: &Context, args: &MembersArgs) -> Result<Option<Vec<Group>>> {
    match (fleet::choose(&context.settings, &args.schemas)?, args.given()) {
        (Chosen::Fleet(groups), _) => Ok(Some(groups)),
        (Chosen::One, None) => Ok(None),
        (Chosen::One, Some(option)) => Err(Failure::new(format_args!(
            "{option} is for several databases or schemas, and this is one"
        ))
        .hint("choose several: -d all, -d a,b, -d 'prod_*', --schemas 'tenant_*'")),
    }
}

/// Runs a job on every member, and says how each one ended.
///
/// # Errors
/// When a member failed, or steps are counted from where each one is.
pub(crate) async fn apply(job: &Job<'_>, groups: &[Group], args: &FleetArgs) -> Result<Outcome> {
    let verb = match job.direction {
        Direction::Up => "upgrade",
        Direction::Down => "downgrade",
    };
    if job.address.starts_with(['+', '-']) {
        return Err(Failure::new(format_args!(
            "`{}` counts from where each database is, so that running it again would go further",
            job.address
        ))
        .hint(format_args!("name a revision: autogen {verb} REV")));
    }
    if job.args.plan || job.args.sql {
        return Err(Failure::new("--plan and --sql show what would run on one database")
            .hint("name one: -d LABEL, and --schema for one of its schemas"));
    }
    let members = gather(job.context, groups, &args.members).await?;
    let screen = Screen::new(members.len());
    let how = How { jobs: args.members.jobs(), keep_going: args.keep_going };
    let work = async |member: &Member, tell: Tell<'_>| {
        let target = &member.target(job.context).await?;
        let (label, seen) = (member.label.as_deref(), member.schema.is_some());
        job.run(&Site { target, label, seen, pooler: member.first }, tell).await
    };
    let rows = fleet::run(members, how, &screen, work).await;
    let columns = ["member", "from", "to", "revisions", "time", "outcome"];
    let done = |row: &Row<_>, _: &Vec<_>| match (row.ran, job.direction) {
        (0, Direction::Up) => "nothing to do".to_owned(),
        (0, Direction::Down) => "nothing to take back".to_owned(),
        (_, Direction::Up) => "upgraded".to_owned(),
        (_, Direction::Down) => "downgraded".to_owned(),
    };
    let cells = |row: &Row<_>| {
        let (from, to) = row.places.clone().unwrap_or_default();
        vec![from, to, row.ran.to_string(), fleet::time(row.time)]
    };
    output::text(&fleet::table(&columns, &rows, done, cells));
    fleet::conclude(
        &rows,
        "mend what stands in the way and run the same command: what is done is passed over",
    )
}

/// Where every member stands.
///
/// # Errors
/// When one of them cannot be read, or does not agree with the chain.
pub(crate) async fn current(
    context: &Context,
    chain: &Chain,
    groups: &[Group],
    args: &CurrentArgs,
) -> Result<Outcome> {
    let members = gather(context, groups, &args.members).await?;
    let screen = Screen::new(members.len());
    let how = How { jobs: args.members.jobs(), keep_going: true };
    // returns how many revisions are missing, and what was done beside them
    let work = async |member: &Member, tell: Tell<'_>| {
        let target = member.target(context).await?;
        let mut connection = target.connect().await?;
        let recorded = super::current::read(context, chain, &target, &mut connection).await?;
        let ids = recorded.ids();
        tell(Event::Stands(place(chain, &ids)));
        let pending = chain.steps_up(&ids, &chain.all_heads())?.len();
        let site = Watched { context, chain, target: &target, recorded: &recorded };
        let drift = match site.look(&mut connection, args.check).await {
            Err(failure) if !args.check => Drift::Unknown(failure.headline().to_owned()),
            drift => drift?,
        };
        Ok((pending, drift))
    };
    let rows = fleet::run(members, how, &screen, work).await;
    let cells = |row: &Row<_>| vec![row.places.clone().unwrap_or_default().0];
    let state = |_: &Row<_>, (pending, drift): &(usize, Drift)| {
        let behind = super::current::behind(chain, *pending);
        match drift {
            Drift::Found(lines) => {
                format!("{behind}; drift: {} not as left", report::drift::objects(lines.len()))
            }
            Drift::None | Drift::Unknown(_) => behind,
        }
    };
    output::text(&fleet::table(&["member", "revision", "state"], &rows, state, cells));
    let concluded =
        fleet::conclude(&rows, "see one alone: autogen current -d LABEL --schema SCHEMA")?;
    let any = |holds: fn(&(usize, Drift)) -> bool| rows.iter().filter_map(Row::done).any(holds);
    let (behind, drifted) = (any(|(pending, _)| *pending > 0), any(|(_, drift)| drift.count() > 0));
    let why = rows.iter().filter_map(Row::done).filter_map(|(_, drift)| match drift {
        Drift::Unknown(why) => Some(why),
        Drift::None | Drift::Found(_) => None,
    });
    let why: Vec<&String> = why.collect();
    if let [first, ..] = why.as_slice() {
        let (count, of) = (why.len(), rows.len());
        output::note(format_args!(
            "{count} of {of} not compared with what their revisions made: {first}"
        ));
    }
    if drifted {
        output::note(
            "see what has drifted, one by one: autogen current --check -d LABEL --schema SCHEMA",
        );
    }
    if args.check && behind {
        output::note("not all are at every head; go on with `autogen upgrade heads`");
    }
    Ok(if args.check && (behind || drifted) { Outcome::Changes } else { concluded })
}

async fn gather(context: &Context, groups: &[Group], args: &MembersArgs) -> Result<Vec<Member>> {
    fleet::gather(context, groups, args.jobs(), args.shard).await
}
