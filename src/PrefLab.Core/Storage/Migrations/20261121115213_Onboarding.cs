using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Onboarding : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "onboarding",
                table: "projects",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.CreateTable(
                name: "appeals",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    annotator_id = table.Column<long>(type: "bigint", nullable: false),
                    standing = table.Column<short>(type: "smallint", nullable: false),
                    standing_reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answer = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    answered_by = table.Column<long>(type: "bigint", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appeals", x => new { x.project_id, x.id });
                    table.CheckConstraint("ck_appeals_answer", "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)");
                    table.ForeignKey(
                        name: "fk_appeals_annotators_project_id_annotator_id",
                        columns: x => new { x.project_id, x.annotator_id },
                        principalTable: "annotators",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "consent_texts",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    markdown = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    published_by = table.Column<long>(type: "bigint", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_texts", x => new { x.project_id, x.version });
                    table.ForeignKey(
                        name: "fk_consent_texts_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "onboarding_runs",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    annotator_id = table.Column<long>(type: "bigint", nullable: false),
                    use = table.Column<short>(type: "smallint", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    questions = table.Column<int>(type: "integer", nullable: false),
                    needed = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    right_answers = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_onboarding_runs", x => new { x.project_id, x.id });
                    table.CheckConstraint("ck_onboarding_runs_marks", "use IN (3, 4) AND questions >= 1 AND needed BETWEEN 0 AND questions AND right_answers BETWEEN 0 AND questions");
                    table.ForeignKey(
                        name: "fk_onboarding_runs_annotators_project_id_annotator_id",
                        columns: x => new { x.project_id, x.annotator_id },
                        principalTable: "annotators",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "onboardings",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    annotator_id = table.Column<long>(type: "bigint", nullable: false),
                    is_pending = table.Column<bool>(type: "boolean", nullable: false),
                    consent_version = table.Column<int>(type: "integer", nullable: false),
                    consented_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    trained_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    qualified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    round = table.Column<int>(type: "integer", nullable: false),
                    extra_attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_onboardings", x => new { x.project_id, x.annotator_id });
                    table.CheckConstraint("ck_onboardings_consent", "(consent_version > 0) = (consented_at IS NOT NULL) AND round >= 1 AND extra_attempts >= 0");
                    table.ForeignKey(
                        name: "fk_onboardings_annotators_project_id_annotator_id",
                        columns: x => new { x.project_id, x.annotator_id },
                        principalTable: "annotators",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "onboarding_answers",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    token = table.Column<Guid>(type: "uuid", nullable: false),
                    comparison_id = table.Column<long>(type: "bigint", nullable: false),
                    left_is_a = table.Column<bool>(type: "boolean", nullable: false),
                    preference = table.Column<short>(type: "smallint", nullable: true),
                    is_right = table.Column<bool>(type: "boolean", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_onboarding_answers", x => new { x.project_id, x.run_id, x.position });
                    table.CheckConstraint("ck_onboarding_answers_preference", "preference BETWEEN 0 AND 4 AND (preference IS NULL) = (is_right IS NULL) AND (preference IS NULL) = (answered_at IS NULL)");
                    table.ForeignKey(
                        name: "fk_onboarding_answers_comparisons_project_id_comparison_id",
                        columns: x => new { x.project_id, x.comparison_id },
                        principalTable: "comparisons",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_onboarding_answers_onboarding_runs_project_id_run_id",
                        columns: x => new { x.project_id, x.run_id },
                        principalTable: "onboarding_runs",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_appeals_open",
                table: "appeals",
                columns: new[] { "project_id", "annotator_id" },
                unique: true,
                filter: "answered_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_appeals_project_id_annotator_id_id",
                table: "appeals",
                columns: new[] { "project_id", "annotator_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_onboarding_answers_project_id_comparison_id",
                table: "onboarding_answers",
                columns: new[] { "project_id", "comparison_id" });

            migrationBuilder.CreateIndex(
                name: "ix_onboarding_answers_project_id_token",
                table: "onboarding_answers",
                columns: new[] { "project_id", "token" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_onboarding_runs_open",
                table: "onboarding_runs",
                columns: new[] { "project_id", "annotator_id", "use" },
                unique: true,
                filter: "finished_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_onboarding_runs_project_id_annotator_id_use_id",
                table: "onboarding_runs",
                columns: new[] { "project_id", "annotator_id", "use", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "appeals");

            migrationBuilder.DropTable(
                name: "consent_texts");

            migrationBuilder.DropTable(
                name: "onboarding_answers");

            migrationBuilder.DropTable(
                name: "onboardings");

            migrationBuilder.DropTable(
                name: "onboarding_runs");

            migrationBuilder.DropColumn(
                name: "onboarding",
                table: "projects");
        }
    }
}
