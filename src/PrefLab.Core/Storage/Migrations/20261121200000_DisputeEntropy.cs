using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class DisputeEntropy : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A generated column changes with the whole table; its index goes with it.
            migrationBuilder.DropIndex(
                name: "ix_comparisons_disputed",
                table: "comparisons");

            migrationBuilder.AlterColumn<short>(
                name: "dispute",
                table: "comparisons",
                type: "smallint",
                nullable: false,
                computedColumnSql: "CASE WHEN use <> 1 OR expert_preference IS NOT NULL THEN 0\nELSE CASE WHEN (n0 + n1 + n2 + n3 + n4) < overlap THEN 0\n     ELSE CASE WHEN ((n0 + n1) = greatest((n0 + n1), n2, (n3 + n4)))::int + (n2 = greatest((n0 + n1), n2, (n3 + n4)))::int + ((n3 + n4) = greatest((n0 + n1), n2, (n3 + n4)))::int > 1 THEN 1 ELSE 0 END + CASE WHEN (n0 + n1) * ln(greatest((n0 + n1), 1)::double precision) + n2 * ln(greatest(n2, 1)::double precision) + (n3 + n4) * ln(greatest((n3 + n4), 1)::double precision) < (n0 + n1 + n2 + n3 + n4) * ln(greatest((n0 + n1 + n2 + n3 + n4), 1)::double precision) - (n0 + n1 + n2 + n3 + n4) * 0.9704060527839233::double precision THEN 2 ELSE 0 END END\n   + CASE WHEN flags > 0 THEN 4 ELSE 0 END END",
                stored: true,
                oldClrType: typeof(short),
                oldType: "smallint",
                oldComputedColumnSql: "CASE WHEN use <> 1 OR expert_preference IS NOT NULL THEN 0\nELSE CASE WHEN (n0 + n1 + n2 + n3 + n4) < overlap THEN 0\n     ELSE CASE WHEN ((n0 + n1) = greatest((n0 + n1), n2, (n3 + n4)))::int + (n2 = greatest((n0 + n1), n2, (n3 + n4)))::int + ((n3 + n4) = greatest((n0 + n1), n2, (n3 + n4)))::int > 1 THEN 1 ELSE 0 END + CASE WHEN (n0 + n1) * ln(greatest((n0 + n1), 1)::double precision) + n2 * ln(greatest(n2, 1)::double precision) + (n3 + n4) * ln(greatest((n3 + n4), 1)::double precision) < (n0 + n1 + n2 + n3 + n4) * ln(greatest((n0 + n1 + n2 + n3 + n4), 1)::double precision) - (n0 + n1 + n2 + n3 + n4) * 0.6931471805599453::double precision - 1E-09::double precision THEN 2 ELSE 0 END END\n   + CASE WHEN flags > 0 THEN 4 ELSE 0 END END",
                oldStored: true);

            migrationBuilder.CreateIndex(
                name: "ix_comparisons_disputed",
                table: "comparisons",
                columns: new[] { "project_id", "sort_key", "dispute" },
                filter: "dispute > 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // A generated column changes with the whole table; its index goes with it.
            migrationBuilder.DropIndex(
                name: "ix_comparisons_disputed",
                table: "comparisons");

            migrationBuilder.AlterColumn<short>(
                name: "dispute",
                table: "comparisons",
                type: "smallint",
                nullable: false,
                computedColumnSql: "CASE WHEN use <> 1 OR expert_preference IS NOT NULL THEN 0\nELSE CASE WHEN (n0 + n1 + n2 + n3 + n4) < overlap THEN 0\n     ELSE CASE WHEN ((n0 + n1) = greatest((n0 + n1), n2, (n3 + n4)))::int + (n2 = greatest((n0 + n1), n2, (n3 + n4)))::int + ((n3 + n4) = greatest((n0 + n1), n2, (n3 + n4)))::int > 1 THEN 1 ELSE 0 END + CASE WHEN (n0 + n1) * ln(greatest((n0 + n1), 1)::double precision) + n2 * ln(greatest(n2, 1)::double precision) + (n3 + n4) * ln(greatest((n3 + n4), 1)::double precision) < (n0 + n1 + n2 + n3 + n4) * ln(greatest((n0 + n1 + n2 + n3 + n4), 1)::double precision) - (n0 + n1 + n2 + n3 + n4) * 0.6931471805599453::double precision - 1E-09::double precision THEN 2 ELSE 0 END END\n   + CASE WHEN flags > 0 THEN 4 ELSE 0 END END",
                stored: true,
                oldClrType: typeof(short),
                oldType: "smallint",
                oldComputedColumnSql: "CASE WHEN use <> 1 OR expert_preference IS NOT NULL THEN 0\nELSE CASE WHEN (n0 + n1 + n2 + n3 + n4) < overlap THEN 0\n     ELSE CASE WHEN ((n0 + n1) = greatest((n0 + n1), n2, (n3 + n4)))::int + (n2 = greatest((n0 + n1), n2, (n3 + n4)))::int + ((n3 + n4) = greatest((n0 + n1), n2, (n3 + n4)))::int > 1 THEN 1 ELSE 0 END + CASE WHEN (n0 + n1) * ln(greatest((n0 + n1), 1)::double precision) + n2 * ln(greatest(n2, 1)::double precision) + (n3 + n4) * ln(greatest((n3 + n4), 1)::double precision) < (n0 + n1 + n2 + n3 + n4) * ln(greatest((n0 + n1 + n2 + n3 + n4), 1)::double precision) - (n0 + n1 + n2 + n3 + n4) * 0.9704060527839233::double precision THEN 2 ELSE 0 END END\n   + CASE WHEN flags > 0 THEN 4 ELSE 0 END END",
                oldStored: true);

            migrationBuilder.CreateIndex(
                name: "ix_comparisons_disputed",
                table: "comparisons",
                columns: new[] { "project_id", "sort_key", "dispute" },
                filter: "dispute > 0");
        }
    }
}
