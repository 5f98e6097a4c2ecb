using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Golds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "gold_retired_at",
                table: "comparisons",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "gold_rescores",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    comparison_id = table.Column<long>(type: "bigint", nullable: false),
                    from_preference = table.Column<short>(type: "smallint", nullable: true),
                    to_preference = table.Column<short>(type: "smallint", nullable: true),
                    requested_by = table.Column<long>(type: "bigint", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    annotators = table.Column<int>(type: "integer", nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false),
                    rescored = table.Column<int>(type: "integer", nullable: false),
                    flagged = table.Column<int>(type: "integer", nullable: false),
                    reinstated = table.Column<int>(type: "integer", nullable: false),
                    last_annotator = table.Column<long>(type: "bigint", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gold_rescores", x => new { x.project_id, x.id });
                    table.CheckConstraint("ck_gold_rescores_counts", "done BETWEEN 0 AND annotators AND rescored BETWEEN 0 AND done AND flagged >= 0 AND reinstated >= 0");
                    table.CheckConstraint("ck_gold_rescores_preferences", "from_preference BETWEEN 0 AND 4 AND to_preference BETWEEN 0 AND 4");
                    table.ForeignKey(
                        name: "fk_gold_rescores_comparisons_project_id_comparison_id",
                        columns: x => new { x.project_id, x.comparison_id },
                        principalTable: "comparisons",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_labels_gold",
                table: "labels",
                columns: new[] { "project_id", "comparison_id", "id" },
                filter: "is_gold AND supersedes IS NULL");

            migrationBuilder.AddCheckConstraint(
                name: "ck_comparisons_gold_retired",
                table: "comparisons",
                sql: "use = 2 OR gold_retired_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_gold_rescores_project_id_comparison_id_id",
                table: "gold_rescores",
                columns: new[] { "project_id", "comparison_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_gold_rescores_running",
                table: "gold_rescores",
                column: "id",
                filter: "finished_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "gold_rescores");

            migrationBuilder.DropIndex(
                name: "ix_labels_gold",
                table: "labels");

            migrationBuilder.DropCheckConstraint(
                name: "ck_comparisons_gold_retired",
                table: "comparisons");

            migrationBuilder.DropColumn(
                name: "gold_retired_at",
                table: "comparisons");
        }
    }
}
