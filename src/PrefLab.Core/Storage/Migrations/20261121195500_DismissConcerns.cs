using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class DismissConcerns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_annotator_actions_kind",
                table: "annotator_actions");

            migrationBuilder.AddCheckConstraint(
                name: "ck_annotator_actions_kind",
                table: "annotator_actions",
                sql: "kind BETWEEN 1 AND 6");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_annotator_actions_kind",
                table: "annotator_actions");

            migrationBuilder.AddCheckConstraint(
                name: "ck_annotator_actions_kind",
                table: "annotator_actions",
                sql: "kind BETWEEN 1 AND 5");
        }
    }
}
