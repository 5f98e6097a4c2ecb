using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class AnnotatorActions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "excluded_by",
                table: "labels",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "excluded",
                table: "annotators",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "excluded_golds",
                table: "annotators",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "annotator_actions",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    annotator_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    scope = table.Column<short>(type: "smallint", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    actor_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    effect = table.Column<string>(type: "jsonb", nullable: false),
                    before = table.Column<string>(type: "jsonb", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    undone_by = table.Column<long>(type: "bigint", nullable: true),
                    undo_reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_annotator_actions", x => new { x.project_id, x.id });
                    table.CheckConstraint("ck_annotator_actions_kind", "kind BETWEEN 1 AND 5");
                    table.CheckConstraint("ck_annotator_actions_scope", "scope BETWEEN 1 AND 3 AND (scope = 1 OR kind IN (3, 4)) AND (scope = 3) = (since IS NOT NULL)");
                    table.CheckConstraint("ck_annotator_actions_undone", "(undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL)");
                    table.ForeignKey(
                        name: "fk_annotator_actions_annotators_project_id_annotator_id",
                        columns: x => new { x.project_id, x.annotator_id },
                        principalTable: "annotators",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_labels_excluded",
                table: "labels",
                sql: "excluded OR excluded_by IS NULL");

            migrationBuilder.AddCheckConstraint(
                name: "ck_annotators_excluded",
                table: "annotators",
                sql: "excluded_golds BETWEEN 0 AND excluded AND excluded_golds <= golds_answered AND excluded - excluded_golds <= answered - golds_answered");

            migrationBuilder.CreateIndex(
                name: "ix_annotator_actions_project_id_annotator_id_id",
                table: "annotator_actions",
                columns: new[] { "project_id", "annotator_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "annotator_actions");

            migrationBuilder.DropCheckConstraint(
                name: "ck_labels_excluded",
                table: "labels");

            migrationBuilder.DropCheckConstraint(
                name: "ck_annotators_excluded",
                table: "annotators");

            migrationBuilder.DropColumn(
                name: "excluded_by",
                table: "labels");

            migrationBuilder.DropColumn(
                name: "excluded",
                table: "annotators");

            migrationBuilder.DropColumn(
                name: "excluded_golds",
                table: "annotators");
        }
    }
}
