//! The table of statement forms: what each locks, and where the manual says so.

use super::LockLevel::{self, AccessExclusive, Share, ShareRowExclusive, ShareUpdateExclusive};
use super::Reach;

macro_rules! forms {
    ($($(#[$doc:meta])* $form:ident: $level:ident, $reach:ident, $section:literal;)*) => {
        /// A form of statement, as what it does to one relation: one that locks two relations is two forms.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Form {
            $($(#[$doc])* $form,)*
        }

        impl Form {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$form,)*];

            /// The level of its lock; the strongest, where PostgreSQL 13 to 18 differ.
            pub fn level(self) -> LockLevel {
                match self {
                    $(Self::$form => $level,)*
                }
            }

            /// What it does the same to, unless it says ONLY.
            pub fn reach(self) -> Reach {
                match self {
                    $(Self::$form => forms!(@ $reach),)*
                }
            }

            /// The page or section of the manual that says so, or the function that does it where none does.
            pub fn source(self) -> &'static str {
                match self {
                    $(Self::$form => $section,)*
                }
            }
        }
    };
    (@ one) => { Reach::One };
    (@ partitions) => { Reach::Partitions };
    (@ tree) => { Reach::Tree };
}

// The manual on ALTER TABLE: "an ACCESS EXCLUSIVE lock is acquired unless explicitly noted".
forms! {
    /// `ALTER TABLE … ADD COLUMN`.
    AddColumn: AccessExclusive, tree, "ALTER TABLE";
    /// `ALTER TABLE … DROP COLUMN`.
    DropColumn: AccessExclusive, tree, "ALTER TABLE";
    /// `ALTER COLUMN … TYPE`.
    SetType: AccessExclusive, tree, "ALTER TABLE";
    /// `ALTER COLUMN … TYPE` and `SET EXPRESSION`, as they take the foreign keys from or to the column down and
    /// put them back: the table at their other end.
    SetTypeOfKey: AccessExclusive, one, "ATPostAlterTypeParse in tablecmds.c";
    /// `ALTER COLUMN … SET` or `DROP DEFAULT`, on a view too.
    SetDefault: AccessExclusive, tree, "ALTER TABLE; ALTER VIEW";
    /// `ALTER COLUMN … SET NOT NULL`.
    SetNotNull: AccessExclusive, tree, "ALTER TABLE";
    /// `ALTER COLUMN … DROP NOT NULL`.
    DropNotNull: AccessExclusive, tree, "ALTER TABLE";
    /// `ALTER COLUMN … SET EXPRESSION` (since 17).
    SetExpression: AccessExclusive, tree, "ALTER TABLE";
    /// `ALTER COLUMN … DROP EXPRESSION`.
    DropExpression: AccessExclusive, tree, "ALTER TABLE";
    /// `ALTER COLUMN … ADD`, `SET` or `DROP` identity.
    SetIdentity: AccessExclusive, tree, "ALTER TABLE";
    /// `ALTER COLUMN … SET STATISTICS`, of an index too.
    SetStatistics: ShareUpdateExclusive, tree, "ALTER TABLE; ALTER INDEX";
    /// `ALTER COLUMN … SET` or `RESET (n_distinct …)`.
    SetColumnOptions: ShareUpdateExclusive, one, "ALTER TABLE";
    /// `ALTER COLUMN … SET STORAGE`.
    SetStorage: AccessExclusive, tree, "ALTER TABLE";
    /// `ALTER COLUMN … SET COMPRESSION`.
    SetCompression: AccessExclusive, one, "ALTER TABLE";
    /// `RENAME COLUMN`.
    RenameColumn: AccessExclusive, tree, "ALTER TABLE";
    /// `ALTER TABLE`, `SEQUENCE` or `TYPE … RENAME TO`, of a composite type.
    RenameRelation: AccessExclusive, one, "ALTER TABLE";
    /// `ALTER INDEX … RENAME TO`.
    RenameIndex: ShareUpdateExclusive, one, "ALTER INDEX";
    /// `ADD CHECK`, but for NO INHERIT.
    AddCheck: AccessExclusive, tree, "ALTER TABLE";
    /// `ADD UNIQUE`, `PRIMARY KEY` and `EXCLUDE`; on partitions it is CREATE INDEX.
    AddKey: AccessExclusive, one, "ALTER TABLE";
    /// `ADD FOREIGN KEY`: the referring table.
    AddForeignKey: ShareRowExclusive, partitions, "ALTER TABLE";
    /// `ADD FOREIGN KEY`, CREATE TABLE with one, and `ALTER CONSTRAINT … ENFORCED`: the table referred to.
    ReferTo: ShareRowExclusive, partitions, "ALTER TABLE";
    /// The same: all tables below, since 18; before, only for the primary key of one that is no
    /// partitioned table.
    AddKeyToTree: AccessExclusive, tree, "ATPrepAddPrimaryKey in tablecmds.c";
    /// `DROP CONSTRAINT` of a check, but for NO INHERIT.
    DropCheck: AccessExclusive, tree, "ALTER TABLE";
    /// `DROP CONSTRAINT` of any other constraint.
    DropConstraint: AccessExclusive, partitions, "ALTER TABLE";
    /// The drop of a foreign key, by itself or with its table, and `ALTER CONSTRAINT … NOT ENFORCED`: the table
    /// referred to, whose triggers for it are dropped.
    DropReference: AccessExclusive, partitions, "RemoveTriggerById in trigger.c";
    /// `ALTER CONSTRAINT`.
    AlterConstraint: AccessExclusive, partitions, "ALTER TABLE";
    /// `VALIDATE CONSTRAINT` of a check.
    ValidateCheck: ShareUpdateExclusive, tree, "ALTER TABLE";
    /// `VALIDATE CONSTRAINT` of a foreign key.
    ValidateForeignKey: ShareUpdateExclusive, partitions, "ALTER TABLE";
    /// `CREATE INDEX`, on a materialized view too.
    CreateIndex: Share, partitions, "CREATE INDEX";
    /// `DROP INDEX`: its table.
    DropIndex: AccessExclusive, partitions, "DROP INDEX";
    /// `ALTER INDEX … ATTACH PARTITION`: the index that is attached.
    AttachIndex: AccessExclusive, one, "ALTER INDEX";
    /// The same: the index that it is attached to.
    AttachIndexTo: ShareUpdateExclusive, one, "ALTER INDEX; ATExecAttachPartitionIdx in tablecmds.c";
    /// `ATTACH PARTITION`: the partitioned table.
    AttachPartitionTo: ShareUpdateExclusive, one, "ALTER TABLE";
    /// The same: the table that is attached, and what is below it.
    AttachPartition: AccessExclusive, partitions, "ALTER TABLE";
    /// A partition comes: the tables that refer to the partitioned table, since 15.
    AttachReferrer: ShareRowExclusive, partitions, "CloneFkReferenced in tablecmds.c";
    /// A partition comes or goes: the default partition, whose rows are others then.
    BesidePartition: AccessExclusive, partitions, "ALTER TABLE";
    /// `DETACH PARTITION`: the partitioned table.
    DetachPartitionFrom: AccessExclusive, one, "ALTER TABLE";
    /// The same: the partition. In 13 its lock is SHARE UPDATE EXCLUSIVE, but that of its indexes is not, and
    /// whoever reads it locks those.
    DetachPartition: AccessExclusive, partitions, "ALTER TABLE";
    /// The same: the tables that foreign keys of the partition refer to, which it has of its own from then on.
    DetachReference: ShareRowExclusive, partitions, "DetachPartitionFinalize in tablecmds.c";
    /// The same: the tables that refer to the partitioned table.
    DetachReferrer: AccessExclusive, partitions, "DetachPartitionFinalize in tablecmds.c";
    /// `INHERIT` and `NO INHERIT`: the table that comes to inherit, or leaves.
    Inherit: AccessExclusive, one, "ALTER TABLE";
    /// `INHERIT` and CREATE TABLE … INHERITS: the table that is inherited from.
    InheritFrom: ShareUpdateExclusive, one, "ATExecAddInherit and MergeAttributes in tablecmds.c";
    /// CREATE TABLE … PARTITION OF, and DROP TABLE of a partition: the partitioned table.
    PartitionOf: AccessExclusive, one, "CREATE TABLE";
    /// `SET LOGGED` and `SET UNLOGGED`.
    SetLogged: AccessExclusive, one, "ALTER TABLE; ALTER SEQUENCE";
    /// `SET` and `RESET` of those storage parameters that need no stronger lock.
    SetParameter: ShareUpdateExclusive, one, "ALTER TABLE; CREATE TABLE, Storage Parameters";
    /// The same, of the others.
    SetOtherParameter: AccessExclusive, one, "ALTER TABLE; ALTER INDEX";
    /// `CLUSTER ON` and `SET WITHOUT CLUSTER`.
    ClusterOn: ShareUpdateExclusive, one, "ALTER TABLE";
    /// `REPLICA IDENTITY`.
    ReplicaIdentity: AccessExclusive, one, "ALTER TABLE";
    /// `ENABLE`, `DISABLE`, `FORCE`, `NO FORCE ROW LEVEL SECURITY`.
    RowSecurity: AccessExclusive, one, "ALTER TABLE";
    /// `CREATE`, `ALTER` and `DROP POLICY`.
    Policy: AccessExclusive, one, "policy.c";
    /// `CREATE TRIGGER`.
    CreateTrigger: ShareRowExclusive, partitions, "CREATE TRIGGER; 13.3.1";
    /// `DROP TRIGGER`.
    DropTrigger: AccessExclusive, partitions, "RemoveTriggerById in trigger.c";
    /// `ENABLE` and `DISABLE TRIGGER`.
    EnableTrigger: ShareRowExclusive, partitions, "ALTER TABLE";
    /// `OWNER TO`.
    Owner: AccessExclusive, one, "ALTER TABLE";
    /// `COMMENT ON` a relation or a column.
    Comment: ShareUpdateExclusive, one, "COMMENT; 13.3.1";
    /// `DROP TABLE`, with its indexes and the sequences that it owns.
    DropTable: AccessExclusive, one, "13.3.1";
    /// `CREATE OR REPLACE VIEW`, `ALTER VIEW` and `DROP VIEW`.
    View: AccessExclusive, one, "ALTER VIEW; DefineVirtualRelation in view.c, RemoveRelations in tablecmds.c";
    /// `REFRESH MATERIALIZED VIEW` (not CONCURRENTLY).
    Refresh: AccessExclusive, one, "REFRESH MATERIALIZED VIEW; 13.3.1";
    /// `DROP MATERIALIZED VIEW`.
    DropMaterializedView: AccessExclusive, one, "RemoveRelations in tablecmds.c";
    /// `ALTER SEQUENCE`, which keeps others from drawing numbers.
    AlterSequence: ShareRowExclusive, one, "ALTER SEQUENCE, Notes; AlterSequence in sequence.c";
    /// `DROP SEQUENCE`.
    DropSequence: AccessExclusive, one, "RemoveRelations in tablecmds.c";
    /// `ALTER DOMAIN` that checks the values that are there: each table with a column of it.
    CheckDomain: Share, one, "get_rels_with_domain in typecmds.c";
}
