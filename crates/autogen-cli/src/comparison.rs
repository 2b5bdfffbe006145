//! Two states brought together: scoped, renamed, adopted and planned both ways.

use std::collections::{BTreeMap, BTreeSet};

use autogen_core::adopt::adopt;
use autogen_core::catalog::{Bystander, Catalog, Tie};
use autogen_core::decision::{Question, questions};
use autogen_core::ident::Ident;
use autogen_core::kind::Kind;
use autogen_core::object_id::ObjectId;
use autogen_core::plan::{Plan, Stage, plan, plan_in_one};
use autogen_core::scope::Scope;
use autogen_entity::Description;
use autogen_postgres::elaborate::Workshop;
use autogen_postgres::rename::{Rename, rename};

use crate::args::DecisionArgs;
use crate::failure::{Failure, Result};
use crate::renames;
use crate::report::Difference;
use crate::report::shell;

/// A side of a comparison.
pub(crate) struct Side {
    pub(crate) catalog: Catalog,
    /// Where it comes from the models.
    pub(crate) description: Option<Description>,
}

/// Two states and what leads from the one to the other.
pub(crate) struct Comparison {
    /// The former catalog.
    pub(crate) before: Catalog,
    /// The desired one, with the former's names where nobody chose others.
    pub(crate) after: Catalog,
    /// The former one under the new names.
    pub(crate) renamed: Catalog,
    pub(crate) scope: Scope,
    pub(crate) renames: Vec<Rename>,
    pub(crate) up: Plan,
}

/// What a person said of a comparison.
#[derive(Default)]
pub(crate) struct Decisions {
    pub(crate) allow: BTreeSet<String>,
    pub(crate) rename: Vec<String>,
}

impl From<&DecisionArgs> for Decisions {
    fn from(args: &DecisionArgs) -> Self {
        Self { allow: args.allow.iter().cloned().collect(), rename: args.rename.clone() }
    }
}

impl Comparison {
    /// Brings the two sides together. `workshop` is only needed where something is renamed.
    ///
    /// # Errors
    /// When a rename makes no sense, or there is no plan.
    pub(crate) async fn new(
        before: Side,
        after: Side,
        scope: &Scope,
        decisions: &Decisions,
        workshop: Option<&Workshop>,
    ) -> Result<Self> {
        let description = after.description.as_ref();
        let (mut before, mut after) =
            (scope.restrict(before.catalog), scope.restrict(after.catalog));
        // a snapshot has no casts of its own, and what is the same is compared faster where it is shared
        if before.casts.is_empty() {
            before.casts = after.casts.clone();
        } else if after.casts.is_empty() || after.casts == before.casts {
            after.casts = before.casts.clone();
        }
        let renames = renames::collect(&before, &after, description, &decisions.rename)?;
        let mut renamed = match (renames.is_empty(), workshop) {
            (true, _) => before.clone(),
            (false, Some(workshop)) => rename(workshop, &before, &renames, scope).await?,
            (false, None) => {
                return Err(Failure::new(
                    "a rename is worked out in a scratch database, and there is no server for one",
                )
                .hint("give one with --scratch-url"));
            }
        };
        scope.carry(&renamed, &mut after);
        let after = adopt(&renamed, &after);
        let mut up = plan(&renamed, &after).map_err(refused)?;
        if !renames.is_empty() {
            let actions = renames.iter().map(Rename::action);
            stages(&mut up, &after)[0].actions.splice(0..0, actions);
        }
        for catalog in [&mut before, &mut renamed] {
            report_carried(scope, catalog);
        }
        let scope = scope.clone();
        Ok(Self { before, after, renamed, scope, renames, up })
    }

    /// What reports show of it.
    pub(crate) fn difference<'a>(&'a self, questions: &'a [Question]) -> Difference<'a> {
        let Self { before: _, after, renamed, scope: _, renames, up } = self;
        Difference { plan: up, before: renamed, after, renames, questions }
    }

    /// Whether nothing differs.
    pub(crate) fn is_empty(&self) -> bool {
        self.up.is_empty()
    }

    /// The losses that nobody has allowed.
    ///
    /// # Errors
    /// When an allowance is for nothing in the plan: it was misspelt, or is not needed any more.
    pub(crate) fn questions(&self, decisions: &Decisions) -> Result<Vec<Question>> {
        let asked: BTreeSet<&String> =
            self.up.hazards().filter_map(|hazard| hazard.asks.as_ref()).collect();
        if let Some(idle) = decisions.allow.iter().find(|flag| !asked.contains(flag)) {
            let failure = Failure::new(format_args!(
                "--allow {}: nothing in the plan asks for it",
                shell(idle)
            ));
            let asked: Vec<_> = asked.iter().map(|flag| shell(flag)).collect();
            return Err(match asked.as_slice() {
                [] => failure.hint("leave it out: nothing is lost"),
                asked => failure.hint(format_args!("the plan asks for {}", asked.join(", "))),
            });
        }
        Ok(questions(&self.up, &self.renamed, &self.after, &decisions.allow))
    }

    /// The plan back for each stage of the plan, in the order of the stages. Each is one transaction.
    ///
    /// # Errors
    /// When there is no way back.
    pub(crate) fn down(&self) -> Result<Vec<Plan>> {
        let mut former = &self.renamed;
        let mut plans = Vec::new();
        for Stage { after, .. } in &self.up.stages {
            plans.push(plan_in_one(after, former).map_err(refused)?);
            former = after;
        }
        let inverse = self.renames.iter().rev().map(|rename| rename.inverse().action());
        if let Some(first) = plans.first_mut().filter(|_| !self.renames.is_empty())
            && let Some(last) = stages(first, &self.before).last_mut()
        {
            last.actions.extend(inverse);
            last.after = self.before.clone();
        }
        Ok(plans)
    }

    /// The decisions as a revision's header records them: those that were taken, no others.
    pub(crate) fn recorded(&self) -> Vec<String> {
        let schema = &self.before.default_schema;
        let asked: BTreeSet<_> = self.up.hazards().filter_map(|h| h.asks.clone()).collect();
        let allowed = asked.iter().map(|flag| format!("allow {flag}"));
        let renamed = self.renames.iter().map(|rename| {
            format!("rename {}={}", rename.from.full_path(schema), rename.to.as_str())
        });
        renamed.chain(allowed).collect()
    }
}

/// Lists what is carried among what stands beside, for reports: plans know it as facts.
fn report_carried(scope: &Scope, catalog: &mut Catalog) {
    let bystander = |id: &ObjectId| Bystander {
        label: id.label(&catalog.default_schema),
        modelled: true,
        tie: Tie::Object,
        depends: BTreeSet::new(),
        supports: BTreeSet::new(),
    };
    let carried: Vec<_> = scope.carried(catalog).into_iter().map(bystander).collect();
    catalog.bystanders.extend(carried);
    catalog.bystanders.sort();
}

/// The stages of a plan, of which there is one at least: it leads to `after`.
fn stages<'a>(plan: &'a mut Plan, after: &Catalog) -> &'a mut Vec<Stage> {
    if plan.stages.is_empty() {
        plan.stages.push(Stage { actions: Vec::new(), after: after.clone() });
    }
    &mut plan.stages
}

/// A refusal, which is an error that a person can do something about.
pub(crate) fn refused(error: autogen_core::plan::PlanError) -> Failure {
    use autogen_core::plan::PlanError;
    let hint = match &error {
        PlanError::Blocked { .. } => {
            "drop what depends on it in a revision of its own (`autogen revision --empty -m …`), \
             and put it back in one after; or leave the object out with --exclude"
        }
        PlanError::Missing { .. } => {
            "make it in a revision of its own first: `autogen revision --empty -m …`"
        }
        PlanError::Taken { .. } => {
            "rename or drop what has the name in a revision of its own first: `autogen revision --empty -m …`"
        }
        PlanError::Refused { .. } => {
            "do it by hand in a revision of its own (`autogen revision --empty -m …`), or leave the object out with --exclude"
        }
        PlanError::Cycle(_) => "leave one of the objects out with --exclude",
    };
    Failure::new(error).hint(hint)
}

/// What a comparison of the project covers: what the models use, what was ever managed, and what
/// `autogen.toml` adds.
pub(crate) struct Managed {
    pub(crate) schemas: BTreeSet<Ident>,
    pub(crate) kinds: BTreeSet<Kind>,
}

impl Managed {
    /// From the models' schemas, the recorded scope and the configured schemas.
    pub(crate) fn new(
        models: BTreeSet<Ident>,
        recorded: &autogen_revision::Scope,
        configured: &[String],
        default_schema: &Ident,
    ) -> Self {
        let names: BTreeMap<&str, Kind> =
            Kind::ALL.iter().map(|kind| (kind.name(), *kind)).collect();
        let mut schemas = models;
        schemas.extend(recorded.schemas.iter().chain(configured).map(Ident::new));
        schemas.insert(default_schema.clone());
        let mut kinds = Scope::kinds_of_models();
        kinds.extend(recorded.kinds.iter().filter_map(|name| names.get(name.as_str())));
        Self { schemas, kinds }
    }

    /// As a revision's header records it.
    pub(crate) fn recorded(&self) -> autogen_revision::Scope {
        autogen_revision::Scope {
            schemas: self.schemas.iter().map(|schema| schema.as_str().to_owned()).collect(),
            kinds: self.kinds.iter().map(|kind| kind.name().to_owned()).collect(),
        }
    }
}
