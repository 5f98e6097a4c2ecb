using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class SkipLimit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_audit_events_few",
                table: "audit_events");

            migrationBuilder.AddColumn<int>(
                name: "skips_per_batch",
                table: "projects",
                type: "integer",
                nullable: true);
            migrationBuilder.Sql("UPDATE projects SET skips_per_batch = 10");

            migrationBuilder.AddColumn<int>(
                name: "skips",
                table: "batches",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddCheckConstraint(
                name: "ck_projects_skips_per_batch",
                table: "projects",
                sql: "skips_per_batch BETWEEN 0 AND 500");

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_few",
                table: "audit_events",
                columns: new[] { "project_id", "id" },
                filter: "kind <> 'label.submitted' AND kind <> 'label.corrected' AND kind <> 'assignment.skipped'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_projects_skips_per_batch",
                table: "projects");

            migrationBuilder.DropIndex(
                name: "ix_audit_events_few",
                table: "audit_events");

            migrationBuilder.DropColumn(
                name: "skips_per_batch",
                table: "projects");

            migrationBuilder.DropColumn(
                name: "skips",
                table: "batches");

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_few",
                table: "audit_events",
                columns: new[] { "project_id", "id" },
                filter: "kind <> 'label.submitted' AND kind <> 'assignment.skipped'");
        }
    }
}
