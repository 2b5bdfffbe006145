//! Add phone column
//!
//! Written by autogen: it runs the two SQL files beside it, which are what is reviewed.

use sea_orm_migration::prelude::*;

/// Revision 20261120103000.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "20261120103000_add_phone_column"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = include_str!("20261120103000_add_phone_column.up.sql");
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = include_str!("20261120103000_add_phone_column.down.sql");
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }
}
