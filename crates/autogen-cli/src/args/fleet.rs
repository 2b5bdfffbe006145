//! The options of what works on several databases or schemas.

use clap::Args;

use crate::fleet::Shard;

/// Which members a fleet has, and how many are worked on at a time. `-d all`, `-d a,b` and `-d 'prod_*'`
/// choose databases.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
#[command(
    next_help_heading = "Several databases or schemas (-d all, -d a,b, -d 'prod_*', --schemas)"
)]
pub(crate) struct MembersArgs {
    /// Each schema that exists and matches, as if it were the default one; repeatable, or separated by
    /// commas
    ///
    /// Example: autogen upgrade -d all --schemas 'tenant_*'
    #[arg(long, value_name = "GLOB", value_delimiter = ',')]
    pub(crate) schemas: Vec<String>,
    /// How many are worked on at a time, each on a connection of its own [default: 4]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) jobs: Option<u16>,
    /// Only this part of them, by their names: the Kth of N, counted from 0
    ///
    /// Several machines share one fleet so, as the indexes of a Kubernetes Job do:
    /// --shard "$JOB_COMPLETION_INDEX/8"
    ///
    /// Example: autogen upgrade -d all --shard 0/8
    #[arg(long, value_name = "K/N")]
    pub(crate) shard: Option<Shard>,
}

impl MembersArgs {
    /// How many members are worked on at a time.
    pub(crate) fn jobs(&self) -> usize {
        self.jobs.map_or(4, usize::from)
    }

    /// The option that was given and is of use for a fleet alone.
    pub(crate) fn given(&self) -> Option<&'static str> {
        let jobs = self.jobs.map(|_| "--jobs");
        jobs.or_else(|| self.shard.map(|_| "--shard"))
    }
}

/// How a fleet is run.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FleetArgs {
    #[command(flatten)]
    pub(crate) members: MembersArgs,
    /// Go on with the others when one has failed [default: finish those that run, start no more]
    #[arg(long)]
    pub(crate) keep_going: bool,
}
