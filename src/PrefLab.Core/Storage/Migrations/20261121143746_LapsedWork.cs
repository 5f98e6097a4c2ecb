using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class LapsedWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "revived_version",
                table: "annotators",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateIndex(
                name: "ix_assignments_lapsed",
                table: "assignments",
                columns: new[] { "project_id", "annotator_id" },
                filter: "state = 4");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_assignments_lapsed",
                table: "assignments");

            migrationBuilder.DropColumn(
                name: "revived_version",
                table: "annotators");
        }
    }
}
