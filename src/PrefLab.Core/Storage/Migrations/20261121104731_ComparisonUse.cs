using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ComparisonUse : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_comparisons_gold",
                table: "comparisons");

            migrationBuilder.AddColumn<short>(
                name: "use",
                table: "comparisons",
                type: "smallint",
                nullable: false,
                defaultValue: (short)1);

            migrationBuilder.Sql("UPDATE comparisons SET use = 2 WHERE gold_preference IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_comparisons_gold",
                table: "comparisons",
                columns: new[] { "project_id", "gold_key" },
                filter: "use = 2");

            migrationBuilder.CreateIndex(
                name: "ix_comparisons_onboarding",
                table: "comparisons",
                columns: new[] { "project_id", "use", "id" },
                filter: "use > 2");

            migrationBuilder.AddCheckConstraint(
                name: "ck_comparisons_use",
                table: "comparisons",
                sql: "use BETWEEN 1 AND 4 AND (use = 1) = (gold_preference IS NULL)");

            // What is known for training and qualification is no gold of the work.
            migrationBuilder.Sql(
                """
                CREATE OR REPLACE VIEW audit.comparison AS
                SELECT project_id, id, external_id, overlap, taken, use = 2 AS is_gold
                FROM comparisons;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE OR REPLACE VIEW audit.comparison AS
                SELECT project_id, id, external_id, overlap, taken, gold_preference IS NOT NULL AS is_gold
                FROM comparisons;
                """);

            migrationBuilder.DropIndex(
                name: "ix_comparisons_gold",
                table: "comparisons");

            migrationBuilder.DropIndex(
                name: "ix_comparisons_onboarding",
                table: "comparisons");

            migrationBuilder.DropCheckConstraint(
                name: "ck_comparisons_use",
                table: "comparisons");

            migrationBuilder.DropColumn(
                name: "use",
                table: "comparisons");

            migrationBuilder.CreateIndex(
                name: "ix_comparisons_gold",
                table: "comparisons",
                columns: new[] { "project_id", "gold_key" },
                filter: "gold_preference IS NOT NULL");
        }
    }
}
