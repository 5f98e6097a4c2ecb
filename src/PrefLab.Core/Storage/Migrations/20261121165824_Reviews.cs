using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Reviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_comparisons_gold_preference",
                table: "comparisons");

            migrationBuilder.DropCheckConstraint(
                name: "ck_comparisons_levels",
                table: "comparisons");

            migrationBuilder.AddColumn<short>(
                name: "expert_preference",
                table: "comparisons",
                type: "smallint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "flags",
                table: "comparisons",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.Sql(
                """
                UPDATE comparisons c SET flags = flagged.labels
                FROM (
                    SELECT project_id, comparison_id, count(*)::int AS labels FROM labels
                    WHERE flagged AND is_current AND NOT excluded GROUP BY project_id, comparison_id) flagged
                WHERE c.project_id = flagged.project_id AND c.id = flagged.comparison_id;
                """);

            migrationBuilder.AddColumn<short>(
                name: "dispute",
                table: "comparisons",
                type: "smallint",
                nullable: false,
                computedColumnSql: "CASE WHEN use <> 1 OR expert_preference IS NOT NULL THEN 0\nELSE CASE WHEN (n0 + n1 + n2 + n3 + n4) < overlap THEN 0\n     ELSE CASE WHEN ((n0 + n1) = greatest((n0 + n1), n2, (n3 + n4)))::int + (n2 = greatest((n0 + n1), n2, (n3 + n4)))::int + ((n3 + n4) = greatest((n0 + n1), n2, (n3 + n4)))::int > 1 THEN 1 ELSE 0 END + CASE WHEN (n0 + n1) * ln(greatest((n0 + n1), 1)::double precision) + n2 * ln(greatest(n2, 1)::double precision) + (n3 + n4) * ln(greatest((n3 + n4), 1)::double precision) < (n0 + n1 + n2 + n3 + n4) * ln(greatest((n0 + n1 + n2 + n3 + n4), 1)::double precision) - (n0 + n1 + n2 + n3 + n4) * 0.6931471805599453::double precision - 1E-09::double precision THEN 2 ELSE 0 END END\n   + CASE WHEN flags > 0 THEN 4 ELSE 0 END END",
                stored: true);

            migrationBuilder.CreateTable(
                name: "reviews",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    comparison_id = table.Column<long>(type: "bigint", nullable: false),
                    expert_id = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    dispute = table.Column<short>(type: "smallint", nullable: false),
                    left_is_a = table.Column<bool>(type: "boolean", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    blind_preference = table.Column<short>(type: "smallint", nullable: true),
                    blind_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    preference = table.Column<short>(type: "smallint", nullable: true),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    became = table.Column<short>(type: "smallint", nullable: false),
                    training_id = table.Column<long>(type: "bigint", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    undone_by = table.Column<long>(type: "bigint", nullable: true),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    undo_reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reviews", x => new { x.project_id, x.id });
                    table.CheckConstraint("ck_reviews_blind", "(blind_at IS NULL) = (blind_preference IS NULL)");
                    table.CheckConstraint("ck_reviews_decided", "(state IN (2, 4)) = (decided_at IS NOT NULL) AND (decided_at IS NULL) = (preference IS NULL) AND (decided_at IS NULL) = (reason IS NULL) AND (decided_at IS NULL OR blind_at IS NOT NULL)");
                    table.CheckConstraint("ck_reviews_preferences", "blind_preference BETWEEN 0 AND 4 AND preference BETWEEN 0 AND 4");
                    table.CheckConstraint("ck_reviews_state", "state BETWEEN 1 AND 4 AND became BETWEEN 0 AND 2 AND dispute BETWEEN 0 AND 7");
                    table.CheckConstraint("ck_reviews_undone", "(state = 4) = (undone_at IS NOT NULL) AND (undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL)");
                    table.ForeignKey(
                        name: "fk_reviews_comparisons_project_id_comparison_id",
                        columns: x => new { x.project_id, x.comparison_id },
                        principalTable: "comparisons",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_comparisons_disputed",
                table: "comparisons",
                columns: new[] { "project_id", "sort_key", "dispute" },
                filter: "dispute > 0");

            migrationBuilder.AddCheckConstraint(
                name: "ck_comparisons_gold_preference",
                table: "comparisons",
                sql: "gold_preference BETWEEN 0 AND 4 AND expert_preference BETWEEN 0 AND 4");

            migrationBuilder.AddCheckConstraint(
                name: "ck_comparisons_levels",
                table: "comparisons",
                sql: "n0 >= 0 AND n1 >= 0 AND n2 >= 0 AND n3 >= 0 AND n4 >= 0 AND flags >= 0");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_decided",
                table: "reviews",
                columns: new[] { "project_id", "id" },
                filter: "state = 2");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_open",
                table: "reviews",
                columns: new[] { "project_id", "expert_id", "id" },
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_project_id_comparison_id_id",
                table: "reviews",
                columns: new[] { "project_id", "comparison_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_reviews_standing",
                table: "reviews",
                columns: new[] { "project_id", "comparison_id" },
                unique: true,
                filter: "state IN (1, 2)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reviews");

            migrationBuilder.DropIndex(
                name: "ix_comparisons_disputed",
                table: "comparisons");

            migrationBuilder.DropCheckConstraint(
                name: "ck_comparisons_gold_preference",
                table: "comparisons");

            migrationBuilder.DropCheckConstraint(
                name: "ck_comparisons_levels",
                table: "comparisons");

            migrationBuilder.DropColumn(
                name: "dispute",
                table: "comparisons");

            migrationBuilder.DropColumn(
                name: "expert_preference",
                table: "comparisons");

            migrationBuilder.DropColumn(
                name: "flags",
                table: "comparisons");

            migrationBuilder.AddCheckConstraint(
                name: "ck_comparisons_gold_preference",
                table: "comparisons",
                sql: "gold_preference BETWEEN 0 AND 4");

            migrationBuilder.AddCheckConstraint(
                name: "ck_comparisons_levels",
                table: "comparisons",
                sql: "n0 >= 0 AND n1 >= 0 AND n2 >= 0 AND n3 >= 0 AND n4 >= 0");
        }
    }
}
